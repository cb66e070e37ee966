using LCam.Problems;

namespace LCam.Images;

/// <summary>Image files prepared as the method does.</summary>
public static class ImageLoader
{
    /// <summary>Decodes the file and resizes its short side to <paramref name="inputSize"/> pixels.</summary>
    /// <exception cref="ProblemException">As <see cref="ImageDecoder.Decode"/>; or the image is so long and narrow that the resized one would have over <see cref="ImageDecoder.MaxPixels"/> pixels.</exception>
    public static RgbImage Resized(string path, int inputSize)
    {
        var image = ImageDecoder.Decode(path);
        var (shortSide, longSide) = (Math.Min(image.Width, image.Height), Math.Max(image.Width, image.Height));
        if ((double)inputSize * inputSize * longSide / shortSide > ImageDecoder.MaxPixels)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                path,
                FormattableString.Invariant($"the image is {image.Width}x{image.Height} pixels, too long and narrow to be resized to a short side of {inputSize}"),
                "crop it"));
        }

        return ImageTransforms.ResizeShortSide(image, inputSize);
    }

    /// <summary>What a network sees in evaluation: the resized image's middle square of <paramref name="cropSize"/> pixels.</summary>
    /// <exception cref="ProblemException">As <see cref="Resized"/>.</exception>
    public static RgbImage ForEvaluation(string path, int inputSize, int cropSize) =>
        ImageTransforms.CenterCrop(Resized(path, inputSize), cropSize);
}
