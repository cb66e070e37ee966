using TorchSharp;

namespace LCam.Weights;

/// <summary>What two tensors are compared by where both are too large to be kept.</summary>
public static class TensorDigest
{
    /// <summary>SHA-256 of a CPU tensor's numbers in order; its type and shape are not in it.</summary>
    public static string Of(torch.Tensor tensor) => TensorData.Digest(tensor);

    /// <summary>The largest difference between two tensors of equal numbers of elements; NaN where one of them has a NaN.</summary>
    public static double LargestDifference(torch.Tensor one, torch.Tensor other)
    {
        using var scope = torch.NewDisposeScope();
        return one.numel() == 0 ? 0 : (one.to(torch.float64).reshape(-1) - other.to(torch.float64).reshape(-1)).abs().max().item<double>();
    }
}
