using System.IO.Compression;
using System.Text;
using LCam.Images;
using LCam.Models;
using LCam.Weights;

namespace LCam.Tests.Shared;

/// <summary>Makes inputs, good and bad, in an invocation's folder.</summary>
internal static class Samples
{
    public const int Classes = 5;
    public const string Width = "0.03125";

    // Nearly every test asks for the same file: made once.
    private static readonly Lazy<byte[]> Standard = new(() =>
    {
        var made = Directory.CreateTempSubdirectory("lcam-weights-");
        try
        {
            var path = Path.Combine(made.FullName, "weights.safetensors");
            Write(path, "resnet50", Classes, _ => true);
            return File.ReadAllBytes(path);
        }
        finally
        {
            made.Delete(recursive: true);
        }
    });

    /// <summary>A narrow random ResNet-50's weights.</summary>
    public static string Weights(WorkFolder lcam, string name = "weights.safetensors", Func<string, bool>? keep = null)
    {
        if (keep is null && name.EndsWith(".safetensors", StringComparison.Ordinal))
        {
            File.WriteAllBytes(lcam.PathOf(name), Standard.Value);
        }
        else
        {
            Write(lcam.PathOf(name), "resnet50", Classes, keep ?? (_ => true));
        }

        return name;
    }

    /// <summary>A narrow random VGG-16's weights.</summary>
    public static string Vgg(WorkFolder lcam, int classes, string name = "weights.safetensors")
    {
        Write(lcam.PathOf(name), "vgg16", classes, _ => true);
        return name;
    }

    /// <summary>A folder of images that differ.</summary>
    public static string Images(WorkFolder lcam, int count, string name = "images")
    {
        Directory.CreateDirectory(lcam.PathOf(name));
        for (var index = 0; index < count; index++)
        {
            var pixels = new byte[40 * 40 * 3];
            for (var i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (byte)((i * 37) + (i / 11 * index));
            }

            PngFile.Write(lcam.PathOf(name, FormattableString.Invariant($"{index:D4}.png")), new RgbImage(40, 40, pixels));
        }

        return name;
    }

    /// <summary>
    /// A list that names each of a folder's images many times over: seconds of work, so that a signal that answers the
    /// program's first line never comes too late.
    /// </summary>
    public static string LongList(WorkFolder lcam, int images, string name) =>
        Text(lcam, name, string.Join('\n', Enumerable.Range(0, 2000).Select(row => FormattableString.Invariant($"{row % images:D4}.png 0"))));

    public static string Text(WorkFolder lcam, string name, string content)
    {
        File.WriteAllText(lcam.PathOf(name), content);
        return name;
    }

    /// <summary>A PyTorch file whose pickle would call <c>os.system("touch owned")</c>.</summary>
    public static string HostilePickle(WorkFolder lcam)
    {
        using var zip = ZipFile.Open(lcam.PathOf("hostile.pth"), ZipArchiveMode.Create);
        using var pickle = zip.CreateEntry("net/data.pkl", CompressionLevel.NoCompression).Open();
        pickle.Write(Encoding.Latin1.GetBytes("\u0080\u0002cos\nsystem\nX\u000b\0\0\0touch owned\u0085R."));
        return "hostile.pth";
    }

    /// <summary>A PyTorch file that ends in the middle.</summary>
    public static string CutOff(WorkFolder lcam)
    {
        var whole = File.ReadAllBytes(lcam.PathOf(Weights(lcam, "whole.pth")));
        File.WriteAllBytes(lcam.PathOf("cut.pth"), whole[..(whole.Length / 2)]);
        File.Delete(lcam.PathOf("whole.pth"));
        return "cut.pth";
    }

    /// <summary>A safetensors file whose header promises more numbers than there are.</summary>
    public static string LyingHeader(WorkFolder lcam)
    {
        var header = Encoding.UTF8.GetBytes("""{"w":{"dtype":"F32","shape":[1000],"data_offsets":[0,4000]}}""");
        File.WriteAllBytes(lcam.PathOf("lying.safetensors"), [.. BitConverter.GetBytes((long)header.Length), .. header, 1, 2, 3, 4]);
        return "lying.safetensors";
    }

    private static void Write(string path, string architecture, int classes, Func<string, bool> keep)
    {
        using var network = Backbones.Create(new BackboneOptions(architecture, classes, 1.0 / 32));
        network.Initialise(3);
        using var all = StateDict.CopyOf(network);
        using var kept = new StateDict();
        foreach (var entry in all.Where(entry => keep(entry.Key)))
        {
            kept.AddCopy(entry.Key, entry.Value);
        }

        WeightFile.Write(path, kept);
    }
}
