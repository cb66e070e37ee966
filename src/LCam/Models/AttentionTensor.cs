using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>A parameter or a buffer of an attention mechanism, which owns it.</summary>
public sealed class AttentionTensor : IDisposable
{
    /// <summary>Takes over a tensor, which becomes a leaf; of a parameter one that requires gradients.</summary>
    /// <param name="name">Of its entry in weight files and checkpoints.</param>
    /// <param name="value">Any shape.</param>
    /// <param name="group">What it learns with; null of a buffer, such as a running mean, which no step of descent moves.</param>
    public AttentionTensor(string name, Tensor value, RateGroup? group)
    {
        Name = name;
        Group = group;
        Value = Leaf(value.detach());
    }

    public string Name { get; }

    public RateGroup? Group { get; }

    public Tensor Value { get; private set; }

    /// <summary>Moves it to a device and type, in place of the old tensor; buffers of whole numbers keep their type.</summary>
    public void To(ScalarType type, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var old = Value;
        Value = Leaf(old.to(old.is_integral() ? old.dtype : type, device, copy: true));
        old.Dispose();
    }

    public void Dispose() => Value.Dispose();

    private Tensor Leaf(Tensor value) => (Group is null ? value : value.requires_grad_()).DetachFromDisposeScope();
}
