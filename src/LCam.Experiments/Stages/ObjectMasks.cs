using LCam.Evaluation;
using LCam.Images;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>Reads the object masks that belong to images, through the images' own resizing and cropping.</summary>
internal sealed class ObjectMasks(string folder, ImagesOrder images)
{
    private const byte Threshold = 128;

    /// <summary>Masks (N,H,W), bool, for images in order.</summary>
    /// <exception cref="Problems.ProblemException">A mask cannot be read.</exception>
    public torch.Tensor Read(IReadOnlyList<EvaluationImage> described)
    {
        var size = images.CropSize;
        var pixels = new bool[described.Count * size * size];
        for (var row = 0; row < described.Count; row++)
        {
            var mask = ImageLoader.ForEvaluation(Path.Combine(folder, described[row].Image), images.InputSize, size);
            for (var pixel = 0; pixel < size * size; pixel++)
            {
                pixels[(row * size * size) + pixel] = mask.Pixels[pixel * 3] >= Threshold;
            }
        }

        return torch.tensor(pixels, [described.Count, size, size]);
    }
}
