using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>What learns to explain a classifier: from the feature maps behind some of its layers to one map a class.</summary>
/// <param name="layers">Names of the layers that it looks at, from the input to the output; at least one.</param>
public abstract class AttentionMechanism(IReadOnlyList<string> layers) : IDisposable
{
    /// <summary>Names of the layers that it looks at, from the input to the output.</summary>
    public IReadOnlyList<string> Layers { get; } = layers;

    /// <summary>R: number of classes.</summary>
    public abstract int Classes { get; }

    /// <summary>K: channels of the feature maps of each layer.</summary>
    public abstract IReadOnlyList<int> Channels { get; }

    /// <summary>All that is saved of it: parameters and buffers, in the order in which files hold them.</summary>
    public abstract IReadOnlyList<AttentionTensor> Tensors { get; }

    /// <summary>What descent moves.</summary>
    public IEnumerable<AttentionTensor> Parameters => Tensors.Where(tensor => tensor.Group is not null);

    /// <summary>Whether it is being trained: batch statistics, where it has any, are then the batch's own, else the running ones.</summary>
    public bool IsTraining { get; set; }

    /// <summary>
    /// Maps before the sigmoid, one class of each image: (N,1,h,w) of the layers' feature maps (N,K,h,w) and classes (N),
    /// int64. Of several layers the maps have the size that the mechanism brings them to.
    /// </summary>
    public abstract Tensor OwnMaps(IReadOnlyList<Tensor> features, Tensor classes);

    /// <summary>Maps before the sigmoid, every image at every given class: (N,C,h,w) of the layers' feature maps (N,K,h,w) and classes (C), int64.</summary>
    public abstract Tensor CrossedMaps(IReadOnlyList<Tensor> features, Tensor classes);

    /// <summary>Moves all tensors to a device and type, in place of the old ones.</summary>
    public AttentionMechanism To(ScalarType type, Device device)
    {
        foreach (var tensor in Tensors)
        {
            tensor.To(type, device);
        }

        return this;
    }

    public void Dispose()
    {
        foreach (var tensor in Tensors)
        {
            tensor.Dispose();
        }

        GC.SuppressFinalize(this);
    }
}
