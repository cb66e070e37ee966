using LCam.Tensors;
using TorchSharp;

namespace LCam.Images;

/// <summary>A batch of images ready for a network. Whoever takes it from an <see cref="ImageSource"/> disposes it.</summary>
/// <param name="Images">(N,3,H,W) float32 in [0,1], RGB, on the CPU: the pixel's byte divided by 255.</param>
/// <param name="Labels">The N labels of the list.</param>
/// <param name="Indices">The N rows of the list, 0-based.</param>
public sealed record ImageBatch(torch.Tensor Images, long[] Labels, int[] Indices) : IDisposable
{
    /// <summary>N.</summary>
    public int Count => Indices.Length;

    public void Dispose() => Images.Dispose();

    /// <summary>Stacks crops of equal size.</summary>
    public static ImageBatch Stack(IReadOnlyList<RgbImage> crops, long[] labels, int[] indices)
    {
        var (height, width) = (crops[0].Height, crops[0].Width);
        using var scope = torch.NewDisposeScope();
        var interleaved = torch.empty([crops.Count, height, width, 3], torch.ScalarType.Byte);
        var bytes = interleaved.bytes;
        for (var item = 0; item < crops.Count; item++)
        {
            crops[item].Pixels.CopyTo(bytes[(item * height * width * 3)..]);
        }

        var images = interleaved.permute(0, 3, 1, 2).contiguous().to(torch.ScalarType.Float32).div_(Scalars.Of(255.0));
        return new ImageBatch(images.DetachFromDisposeScope(), labels, indices);
    }
}
