using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LCam.Experiments.Specs.Yaml;
using LCam.Problems;

namespace LCam.Experiments.Specs;

/// <summary>A file that a spec extends.</summary>
/// <param name="Name">Its path relative to the spec's folder, with slashes.</param>
/// <param name="Sha256">Of its bytes, in lower-case hexadecimal.</param>
internal sealed record ExtendedFile(string Name, string Sha256);

/// <summary>The text that a store, a seal, an archive and a crate keep of a spec, whatever files it is made of.</summary>
internal static partial class SpecSources
{
    private const string Mark = "\n# ---- ";

    /// <summary>
    /// The spec's text, and after it, as comments, that of each file that it extends: one YAML text still, in which a change of
    /// any of them shows. The text of a spec that extends nothing is that of its file, byte for byte.
    /// </summary>
    /// <exception cref="ProblemException">One of the files cannot be read.</exception>
    public static string TextOf(string path, IFileSystem fileSystem)
    {
        var problems = new List<Problem>();
        var files = new SpecFiles(fileSystem, problems);
        files.Read(path);
        var (spec, extended) = (files.Files[0], files.Files.Skip(1).ToList());
        if (extended.Count == 0 && !files.IsIncomplete)
        {
            return spec.Text;
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        var text = new StringBuilder(spec.Text);
        foreach (var file in extended)
        {
            text.Append($"{Mark}{LineEnds().Replace(NameOf(file, spec, fileSystem), " ")} ----\n# {LineEnds().Replace(file.Text.TrimEnd('\n'), "$0# ")}\n");
        }

        return text.ToString();
    }

    /// <summary>The files that a spec extends, each once, as they are now.</summary>
    /// <exception cref="ProblemException">One of them cannot be read.</exception>
    public static IReadOnlyList<ExtendedFile> ExtendedBy(string path, IFileSystem fileSystem)
    {
        var problems = new List<Problem>();
        var files = new SpecFiles(fileSystem, problems);
        files.Read(path);
        var extended = files.Files.Skip(1).ToList();
        if (extended.Count > 0 || files.IsIncomplete)
        {
            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        }

        return [.. extended.Select(file => new ExtendedFile(NameOf(file, files.Files[0], fileSystem), Convert.ToHexStringLower(SHA256.HashData(fileSystem.File.ReadAllBytes(file.Path)))))];
    }

    /// <summary>Whether two texts differ only in the files that the spec extends.</summary>
    public static bool HasSameFirst(string text, string other) =>
        text.Contains(Mark, StringComparison.Ordinal) && text.Split(Mark, 2)[0] == other.Split(Mark, 2)[0];

    private static string NameOf(SpecFile file, SpecFile spec, IFileSystem fileSystem) =>
        fileSystem.Path.GetRelativePath(fileSystem.Path.GetDirectoryName(spec.Path)!, file.Path).Replace('\\', '/');

    // All that ends a comment in YAML.
    [GeneratedRegex("\r\n|[\r\n\u0085\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnds();
}
