using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LCam.Problems;

namespace LCam.Shapes;

/// <summary>Describes a data set's folder, and tells whether a folder is what its description says.</summary>
internal static class ShapesFolder
{
    private const string ManifestName = "dataset.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, WriteIndented = true };

    public static ShapesManifest Describe(string folder, ShapesOptions options)
    {
        var (files, hash) = Content(folder);
        return new ShapesManifest
        {
            Kind = ShapesManifest.KindName,
            Version = ShapesManifest.CurrentVersion,
            Options = options,
            Classes = ShapesDataSet.ClassNames(options.Classes),
            Files = files,
            Sha256 = hash,
        };
    }

    public static void WriteManifest(string folder, ShapesManifest manifest) =>
        File.WriteAllText(Path.Combine(folder, ManifestName), JsonSerializer.Serialize(manifest, Json) + "\n");

    /// <summary>The manifest of the data set that is already there; null when the folder is empty or absent.</summary>
    /// <exception cref="ProblemException">Something else is there.</exception>
    public static ShapesManifest? Existing(string folder, ShapesOptions options)
    {
        if (File.Exists(folder))
        {
            throw Foreign(folder, "is a file, not a folder");
        }

        if (!Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            return null;
        }

        var manifest = ReadManifest(folder);
        if (manifest?.Kind != ShapesManifest.KindName)
        {
            throw Foreign(folder, "holds something other than a shapes data set");
        }

        if (manifest.Version != ShapesManifest.CurrentVersion || manifest.Options != options)
        {
            throw Foreign(folder, $"holds another shapes data set (version {manifest.Version}, {manifest.Options})");
        }

        if (Content(folder) != (manifest.Files, manifest.Sha256))
        {
            throw Foreign(folder, "holds this shapes data set, but its files were changed since they were made");
        }

        return manifest;
    }

    /// <summary>What a folder's <c>dataset.json</c> says; null when there is none, or one of another kind.</summary>
    public static ShapesManifest? ReadManifest(string folder)
    {
        var path = Path.Combine(folder, ManifestName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ShapesManifest>(File.ReadAllText(path), Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (int Files, string Hash) Content(string folder)
    {
        var paths = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => path != ManifestName)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var lines = new string[paths.Length];
        Parallel.For(0, paths.Length, index =>
            lines[index] = $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, paths[index]))))}  {paths[index]}\n");
        return (paths.Length, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))));
    }

    private static ProblemException Foreign(string folder, string what) =>
        new(ProblemKind.InvalidInput, new Problem(folder, what, "give another folder, or remove this one"));
}
