using System.IO.Abstractions;
using LCam.Problems;

namespace LCam.Experiments.Specs;

/// <summary>
/// The file of an attention that was trained elsewhere: a folder stands for the one weight file in it. The reference takes
/// the newest of several, which is no identity.
/// </summary>
internal static class AttentionFile
{
    private static readonly string[] Extensions = [".pth.tar", ".pth", ".safetensors"];

    // A list of a thousand names helps nobody.
    private const int MostNamed = 8;

    /// <summary>The path of the one file where the path is that of a folder with one; otherwise the path as it is.</summary>
    public static SpecPath In(SpecPath path, IFileSystem fileSystem) =>
        path.Resolved is { } folder && fileSystem.Directory.Exists(folder) && Files(folder, fileSystem) is [var only] ? path with { Resolved = only } : path;

    /// <summary>Why the path is no file's; null where it is.</summary>
    public static Problem? Problem(SpecPath path, IFileSystem fileSystem)
    {
        if (path.Unresolved is not null || path.Resolved is not { } place || fileSystem.File.Exists(place))
        {
            return path.Unresolved;
        }

        if (!fileSystem.Directory.Exists(place))
        {
            return new Problem(path.Where, $"{place} is not there", "give the file of a trained model, or a folder with exactly one");
        }

        var files = Files(place, fileSystem);
        var names = string.Join(", ", files.Take(MostNamed).Select(file => fileSystem.Path.GetFileName(file))) + (files.Count > MostNamed ? ", ..." : "");
        return files.Count == 0
            ? new Problem(path.Where, $"no weight file lies in {place}", $"a folder of a trained model holds exactly one of {string.Join(", ", Extensions)}")
            : new Problem(path.Where, FormattableString.Invariant($"{files.Count} weight files lie in {place}: {names}"), "name the one that is meant by { model: NAME, file: PATH }");
    }

    private static IReadOnlyList<string> Files(string folder, IFileSystem fileSystem)
    {
        try
        {
            return [.. fileSystem.Directory.EnumerateFiles(folder)
                .Where(file => Extensions.Any(extension => file.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
