using static TorchSharp.torch;

namespace LCam.Evaluation;

/// <summary>Batches of one size: the bits of an image's results may depend on how many images a batch has.</summary>
public static class FullBatch
{
    /// <summary>(n,3,H,W) filled up to (size,3,H,W) by repeats of its last image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more than <paramref name="size"/> images.</exception>
    public static Tensor Of(Tensor images, int size)
    {
        var missing = size - images.shape[0];
        ArgumentOutOfRangeException.ThrowIfNegative(missing, nameof(images));
        using var scope = NewDisposeScope();
        var last = images.narrow(0, images.shape[0] - 1, 1);
        return missing == 0
            ? images.alias().MoveToOuterDisposeScope()
            : cat([images, last.expand(missing, -1, -1, -1)]).MoveToOuterDisposeScope();
    }
}
