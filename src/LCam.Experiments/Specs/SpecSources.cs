using System.IO.Abstractions;
using System.Text;
using System.Text.RegularExpressions;
using LCam.Experiments.Specs.Yaml;
using LCam.Problems;

namespace LCam.Experiments.Specs;

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
        if (extended.Count == 0)
        {
            return spec.Text;
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        var folder = fileSystem.Path.GetDirectoryName(spec.Path)!;
        var text = new StringBuilder(spec.Text);
        foreach (var file in extended)
        {
            var name = fileSystem.Path.GetRelativePath(folder, file.Path).Replace('\\', '/');
            text.Append($"{Mark}{LineEnds().Replace(name, " ")} ----\n# {LineEnds().Replace(file.Text.TrimEnd('\n'), "$0# ")}\n");
        }

        return text.ToString();
    }

    /// <summary>Whether two texts differ only in the files that the spec extends.</summary>
    public static bool HasSameFirst(string text, string other) =>
        text.Contains(Mark, StringComparison.Ordinal) && text.Split(Mark, 2)[0] == other.Split(Mark, 2)[0];

    // All that ends a comment in YAML.
    [GeneratedRegex("\r\n|[\r\n\u0085\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnds();
}
