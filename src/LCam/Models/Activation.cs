using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>What a network holds behind one of its layers: all that the rest of it needs. Owns its tensors when disposed.</summary>
/// <param name="Maps">Feature maps (N,K,h,w): what attention and explainers look at.</param>
public sealed record Activation(Tensor Maps) : IDisposable
{
    /// <summary>What cannot be told from the maps, such as a class token or a residual branch (N,...); empty for a plain chain of layers.</summary>
    public IReadOnlyList<Tensor> Rest { get; init; } = [];

    /// <summary>The same tensors, owned by the dispose scope around the current one.</summary>
    public Activation MoveToOuterDisposeScope() => Each(tensor => tensor.MoveToOuterDisposeScope());

    /// <summary>The same tensors, owned by no dispose scope.</summary>
    public Activation DetachFromDisposeScope() => Each(tensor => tensor.DetachFromDisposeScope());

    public void Dispose()
    {
        Maps.Dispose();
        foreach (var tensor in Rest)
        {
            tensor.Dispose();
        }
    }

    private Activation Each(Func<Tensor, Tensor> change) => new(change(Maps)) { Rest = [.. Rest.Select(change)] };
}
