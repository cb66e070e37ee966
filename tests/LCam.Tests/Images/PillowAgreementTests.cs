using System.Security.Cryptography;
using System.Text.Json;
using LCam.Images;
using LCam.Tests.Shared;

namespace LCam.Tests.Images;

/// <summary>Byte-for-byte agreement with Pillow 9.4 on real photos.</summary>
public sealed class PillowAgreementTests
{
    [SharedDataFact]
    public void Every_sample_photo_has_pillows_bytes_decoded_resized_and_cropped()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("imagenet-mini", "pixels-md5.json")));
        var photos = document.RootElement.EnumerateArray().ToArray();
        Assert.Equal(250, photos.Length);
        var differing = photos.AsParallel().SelectMany(Differences).ToArray();
        Assert.Empty(differing);
    }

    [SharedDataFact]
    public void Grey_cmyk_progressive_and_subsampled_jpegs_have_pillows_bytes()
    {
        using var prep = new SafeTensorBytes(SharedData.Path("fixtures", "prep.safetensors"));
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("fixtures", "prep.json")));
        var found = 0;
        foreach (var photo in document.RootElement.GetProperty("files").EnumerateObject())
        {
            if (FindPhoto(photo.Value.GetProperty("file").GetString()!) is { } path)
            {
                Assert.Equal(prep.Read($"{photo.Name}/decoded"), ImageDecoder.Decode(path).Pixels);
                found++;
            }
        }

        Assert.True(found >= 3, $"only {found} files found");
    }

    [SharedDataFact]
    public void Resizing_and_cropping_pillows_pixels_gives_pillows_bytes()
    {
        using var prep = new SafeTensorBytes(SharedData.Path("fixtures", "prep.safetensors"));
        var keys = prep.Names.Where(name => name.EndsWith("/decoded", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(keys);
        foreach (var key in keys.Select(name => name[..name.IndexOf('/', StringComparison.Ordinal)]))
        {
            var shape = prep.Shape($"{key}/decoded");
            var decoded = new RgbImage(shape[1], shape[0], prep.Read($"{key}/decoded"));
            var resized = ImageTransforms.ResizeShortSide(decoded, 256);
            Assert.Equal(prep.Read($"{key}/resized"), resized.Pixels);
            Assert.Equal(prep.Read($"{key}/crop"), ImageTransforms.CenterCrop(resized, 224).Pixels);
        }
    }

    private static IEnumerable<string> Differences(JsonElement photo)
    {
        var name = photo.GetProperty("image").GetString()!;
        var decoded = ImageDecoder.Decode(SharedData.Path("imagenet-mini", "images", name));
        var resized = ImageTransforms.ResizeShortSide(decoded, 256);
        var crop = ImageTransforms.CenterCrop(resized, 224);
        (string Stage, RgbImage Image)[] stages = [("decoded", decoded), ("resized_md5", resized), ("crop", crop)];
        return stages.Where(stage => Md5(stage.Image) != photo.GetProperty(stage.Stage).GetString()).Select(stage => $"{name} {stage.Stage}");
    }

    // The published digests are MD5: it identifies bytes here and protects nothing.
#pragma warning disable CA5351
    private static string Md5(RgbImage image) => Convert.ToHexStringLower(MD5.HashData(image.Pixels));
#pragma warning restore CA5351

    private static string? FindPhoto(string name)
    {
        string[] places =
        [
            SharedData.Path("fixtures", "jpeg", name),
            SharedData.Path("imagenet-mini", "images", name.Split('_')[0], name),
        ];
        return places.FirstOrDefault(File.Exists);
    }
}
