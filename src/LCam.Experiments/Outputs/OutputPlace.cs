using System.Text;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Outputs;

/// <summary>
/// Where a path leads, by device and inode, so that links and other spellings make no difference; what is not there yet
/// is known by the nearest folder that is, and the names below it.
/// </summary>
internal sealed class OutputPlace
{
    // Of one name, as every file system that lcam knows has it.
    private const int LongestName = 255;

    // What the kernel takes: PATH_MAX, its end included.
    private const int LongestPath = 4095;

    private readonly FileIdentity _anchor;
    private readonly string[] _below;
    private readonly HashSet<FileIdentity> _above;

    private OutputPlace(string path, string anchor, string[] below)
    {
        Path = path;
        Anchor = anchor;
        _below = below;
        _anchor = FileIdentity.Of(anchor)!;
        _above = Above(_anchor.Kind == FileKind.Folder ? anchor : System.IO.Path.GetDirectoryName(anchor)!, _anchor);
    }

    /// <summary>The absolute path, with a link at its end followed.</summary>
    public string Path { get; }

    /// <summary>The nearest thing on the way that is there: the place itself, or a folder above it.</summary>
    public string Anchor { get; }

    /// <summary>What is there; null where nothing is.</summary>
    public FileIdentity? There => _below.Length == 0 ? _anchor : null;

    /// <summary>Whether there is something on the way that is no folder.</summary>
    public bool IsBlocked => _below.Length > 0 && _anchor.Kind != FileKind.Folder;

    /// <exception cref="ProblemException">The path can lead nowhere.</exception>
    public static OutputPlace Of(string path, string where)
    {
        if (Wrong(path) is { } wrong)
        {
            throw new ProblemException(ProblemKind.InvalidInput, wrong with { Where = where });
        }

        try
        {
            // ".." is taken as text, as the runtime does wherever it opens a path: what is judged is what will be written.
            var full = FileLinks.Target(path);
            var below = new List<string>();
            var anchor = full;
            while (FileIdentity.Of(anchor) is null)
            {
                below.Insert(0, System.IO.Path.GetFileName(anchor));
                anchor = System.IO.Path.GetDirectoryName(anchor) ?? throw new IOException("there is no such place");
            }

            return new OutputPlace(full, anchor, [.. below]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(where, $"{path} leads nowhere: {failure.Message}", "name another file"), failure);
        }
    }

    public bool IsSameAs(OutputPlace other) => _anchor == other._anchor && _below.SequenceEqual(other._below);

    /// <summary>Whether the place is in a folder, however deep.</summary>
    public bool LiesIn(OutputPlace folder) => folder._below.Length == 0
        ? _above.Contains(folder._anchor) || (_below.Length > 0 && _anchor == folder._anchor)
        : _anchor == folder._anchor && _below.Length > folder._below.Length && _below.AsSpan().StartsWith(folder._below);

    private static Problem? Wrong(string path)
    {
        if (path.Length == 0)
        {
            return new Problem("", "is empty", "name a file");
        }

        if (path.Contains('\0', StringComparison.Ordinal))
        {
            return new Problem("", "has a NUL character, which no path has", "name another file");
        }

        var full = System.IO.Path.GetFullPath(path);
        var name = full.Split('/').MaxBy(Encoding.UTF8.GetByteCount)!;
        return Encoding.UTF8.GetByteCount(name) > LongestName || Encoding.UTF8.GetByteCount(full) > LongestPath
            ? new Problem("", FormattableString.Invariant($"the name '{Shortened(name)}' is too long: {Encoding.UTF8.GetByteCount(name)} bytes, where {LongestName} is the limit, and {LongestPath} for all of the path"), "give a shorter one")
            : null;
    }

    private static string Shortened(string name) => name.Length <= 40 ? name : name[..40] + "...";

    // By the file system's own "..": a folder that a link leads to is in another than the link.
    private static HashSet<FileIdentity> Above(string folder, FileIdentity self)
    {
        var above = new HashSet<FileIdentity>();
        for (var next = folder; FileIdentity.Of(next) is { } identity; next += "/..")
        {
            // The root is in itself.
            if (next == folder && identity == self)
            {
                continue;
            }

            if (identity == self || !above.Add(identity))
            {
                break;
            }
        }

        return above;
    }
}
