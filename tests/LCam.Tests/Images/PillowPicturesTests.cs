using System.Text.Json;
using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

/// <summary>
/// A picture of every kind, with the pixels that Debian's Pillow 9.4 gives by <c>Image.open(path).convert("RGB")</c>;
/// <c>bench/pillow_pictures.py</c> made them.
/// </summary>
public sealed class PillowPicturesTests
{
    private static readonly IReadOnlyList<(string Name, byte[] File, byte[] Rgb)> Pictures = Read();

    // What Pillow reads and nobody would want, or what only Pillow knows.
    private static readonly HashSet<string> Refused = ["png-grey16.png", "png-grey16-dark.png", "png-grey16-trns.png", "gif-small-frame.gif"];

    public static TheoryData<string> Names => [.. Pictures.Select(picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_has_Pillows_pixels_or_is_refused_with_a_remedy(string name)
    {
        using var images = new TemporaryImages();
        var (_, file, rgb) = Pictures.Single(picture => picture.Name == name);
        var path = images.Add(name, file);
        if (Refused.Contains(name))
        {
            Assert.NotNull(Assert.Single(Assert.Throws<ProblemException>(() => ImageDecoder.Decode(path)).Problems).Remedy);
            return;
        }

        var image = ImageDecoder.Decode(path);
        Assert.Equal(rgb, image.Pixels);
        Assert.Equal((image.Width, image.Height), ImageDecoder.SizeOf(path));
    }

    private static List<(string Name, byte[] File, byte[] Rgb)> Read()
    {
        using var stream = typeof(PillowPicturesTests).Assembly.GetManifestResourceStream("PillowPictures.json")!;
        using var document = JsonDocument.Parse(stream);
        return
        [
            .. document.RootElement.EnumerateArray().Select(picture =>
                (picture.GetProperty("name").GetString()!, picture.GetProperty("file").GetBytesFromBase64(), picture.GetProperty("rgb").GetBytesFromBase64())),
        ];
    }
}
