using System.IO.Abstractions;
using System.Text;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Specs.Yaml;

/// <summary>Gets a spec file's text.</summary>
internal static class SpecText
{
    private const long MaximumBytes = 8 << 20;

    public static string Read(string path, IFileSystem fileSystem)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw Invalid("", "no spec file is named");
        }

        if (!fileSystem.File.Exists(path))
        {
            throw fileSystem.Directory.Exists(path)
                ? Invalid(path, "this is a folder, not a spec file")
                : Invalid(path, $"there is no spec at {fileSystem.Path.GetFullPath(path)}", Nearby(path, fileSystem));
        }

        try
        {
            DataFile.Require(path);
            if (fileSystem.FileInfo.New(path).Length > MaximumBytes)
            {
                throw Invalid(path, $"this is larger than {MaximumBytes >> 20} MiB, which no spec is");
            }

            return Decode(path, fileSystem.File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, $"the spec cannot be read: {error.Message.TrimEnd('.')}"), error);
        }
    }

    private static string Decode(string path, byte[] bytes)
    {
        if (bytes.Contains((byte)0))
        {
            throw Invalid(path, "this is a binary file (or UTF-16 text), not a spec", "a spec is YAML in UTF-8");
        }

        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            return text.TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException error)
        {
            var line = 1 + bytes.Take(Math.Max(0, error.Index)).Count(value => value == (byte)'\n');
            throw Invalid($"{path}:{line}", "this line is not UTF-8 text", "save the spec as UTF-8");
        }
    }

    private static string? Nearby(string path, IFileSystem fileSystem)
    {
        var folder = fileSystem.Path.GetDirectoryName(fileSystem.Path.GetFullPath(path));
        if (folder is null || !fileSystem.Directory.Exists(folder))
        {
            return null;
        }

        var names = fileSystem.Directory.GetFiles(folder, "*.yaml").Select(file => fileSystem.Path.GetFileName(file)!);
        return Suggestion.For(fileSystem.Path.GetFileName(path), names) is { } near ? $"did you mean '{near}'?" : null;
    }

    private static ProblemException Invalid(string where, string what, string? remedy = null) =>
        new(ProblemKind.InvalidInput, new Problem(where, what, remedy));
}
