using System.Security.Cryptography;
using System.Text.Json;
using LCam.Images;
using LCam.Tests.Shared;

namespace LCam.Tests.Fidelity;

/// <summary>Byte-for-byte agreement with Pillow 9.4 on real photos.</summary>
[Collection(FidelityCollection.Name)]
public sealed class PixelFidelityTests(FidelityTable table)
{
    private static readonly (string Name, string Key)[] Stages = [("decoded", "decoded"), ("resized", "resized_md5"), ("cropped", "crop")];

    [SharedDataFact]
    public void Every_sample_photo_has_pillows_bytes_decoded_resized_and_cropped()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("imagenet-mini", "pixels-md5.json")));
        var photos = document.RootElement.EnumerateArray().ToArray();
        Assert.Equal(250, photos.Length);
        var digests = photos.AsParallel().AsOrdered().Select(Digests).ToArray();
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var expected = photos.Select(photo => photo.GetProperty(Stages[stage].Key).GetString());
            table.Same($"pixels {Stages[stage].Name}, photos that differ", "250 photos", expected, digests.Select(digest => digest[stage]));
        }
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
                table.Same("pixels decoded, bytes that differ", photo.Name, prep.Read($"{photo.Name}/decoded"), ImageDecoder.Decode(path).Pixels);
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
            table.Same("pixels resized, bytes that differ", key, prep.Read($"{key}/resized"), resized.Pixels);
            table.Same("pixels cropped, bytes that differ", key, prep.Read($"{key}/crop"), ImageTransforms.CenterCrop(resized, 224).Pixels);
        }
    }

    private static string[] Digests(JsonElement photo)
    {
        var decoded = ImageDecoder.Decode(SharedData.Path("imagenet-mini", "images", photo.GetProperty("image").GetString()!));
        var resized = ImageTransforms.ResizeShortSide(decoded, 256);
        return [Md5(decoded), Md5(resized), Md5(ImageTransforms.CenterCrop(resized, 224))];
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
