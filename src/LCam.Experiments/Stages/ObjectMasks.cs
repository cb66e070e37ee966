using LCam.Evaluation;
using LCam.Images;
using LCam.Problems;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>Reads the object masks that belong to images, through the images' own resizing and cropping.</summary>
internal sealed class ObjectMasks(string folder, ImagesOrder images)
{
    // A pixel that resizing made of object and background belongs to that which is at least half of it.
    private const byte Half = 128;

    private readonly MaskRule _rule = images.MaskRule();

    /// <summary>Masks (N,H,W) for images in order: bool, or with an ignored value int8 as <see cref="ObjectEnergy.Of"/> takes them.</summary>
    /// <exception cref="ProblemException">Masks are missing, cannot be read, or have not their image's size.</exception>
    public torch.Tensor Read(IReadOnlyList<EvaluationImage> described)
    {
        var size = images.CropSize;
        var pixels = new sbyte[described.Count * size * size];
        var problems = new ProblemCollector();
        for (var row = 0; row < described.Count; row++)
        {
            var target = pixels.AsMemory(row * size * size, size * size);
            var image = described[row].Image;
            problems.Try(() => Read(image, target.Span));
        }

        problems.ThrowIfAny();
        var masks = torch.tensor(pixels, [described.Count, size, size]);
        if (_rule.Ignore is not null)
        {
            return masks;
        }

        using (masks)
        {
            return masks.to(torch.@bool);
        }
    }

    private void Read(string image, Span<sbyte> pixels)
    {
        var path = Path.Combine(folder, MaskSet.NameOf(folder, image, images.Folder) ?? image);
        var mask = MaskFile.Read(path, _rule);
        if (MaskSet.SizeProblem(path, (mask.Width, mask.Height), ImageDecoder.SizeOf(Path.Combine(images.Folder, image))) is { } problem)
        {
            throw new ProblemException(ProblemKind.InvalidInput, problem);
        }

        // Object and ignored pixels travel as two channels of one picture.
        var rgb = new byte[mask.Pixels.Length * 3];
        for (var pixel = 0; pixel < mask.Pixels.Length; pixel++)
        {
            rgb[pixel * 3] = mask.Pixels[pixel] == MaskPixel.Foreground ? byte.MaxValue : byte.MinValue;
            rgb[(pixel * 3) + 1] = mask.Pixels[pixel] == MaskPixel.Ignored ? byte.MaxValue : byte.MinValue;
        }

        var seen = ImageTransforms.CenterCrop(ImageTransforms.ResizeShortSide(new RgbImage(mask.Width, mask.Height, rgb), images.InputSize), images.CropSize);
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            var (isObject, isIgnored) = (seen.Pixels[pixel * 3] >= Half, seen.Pixels[(pixel * 3) + 1] >= Half);
            pixels[pixel] = isObject ? (sbyte)1 : isIgnored ? ObjectEnergy.Ignored : (sbyte)0;
        }
    }
}
