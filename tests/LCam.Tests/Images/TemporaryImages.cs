using LCam.Images;

namespace LCam.Tests.Images;

/// <summary>A folder of small PNG images with a list, deleted when the test ends.</summary>
internal sealed class TemporaryImages : IDisposable
{
    internal TemporaryImages(int count = 0)
    {
        Folder = Directory.CreateTempSubdirectory("lcam-images-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "images"));
        for (var index = 0; index < count; index++)
        {
            PngFile.Write(Path.Combine(Folder, "images", $"{index}.png"), Pattern(20 + (index % 7), 19 + (index % 5), index));
        }

        File.WriteAllLines(ListPath, Enumerable.Range(0, count).Select(index => $"images/{index}.png {index % 3}"));
    }

    internal string Folder { get; }

    internal string ListPath => Path.Combine(Folder, "list.txt");

    internal ImageSet Set => ImageSet.Read(Folder, ListPath);

    /// <summary>An image with different pixels for each <paramref name="variant"/>.</summary>
    internal static RgbImage Pattern(int width, int height, int variant)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)((i * 37) + (i / 11 * variant) + (variant * 53));
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>Writes a file and returns its path.</summary>
    internal string Add(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
