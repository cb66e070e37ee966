using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LCam.Files;

/// <summary>
/// The name of a file or folder beside its place: <c>TARGET.PLACE-PID-START.N.partial</c> while it is being written or
/// taken away, <c>.former</c> while another is put in its place. It tells whose it is, so that the next writer of the same
/// target can take away what a killed one left.
/// </summary>
/// <param name="Path">The file or folder itself.</param>
/// <param name="Stem">The target's name; a digest of it where the name is long.</param>
/// <param name="Writer">Who writes it.</param>
public sealed record AsideName(string Path, string Stem, ProcessMark Writer)
{
    /// <summary>The ending of what is not whole yet.</summary>
    public const string Partial = ".partial";

    /// <summary>The ending of a folder that is being replaced, until the new one stands in its place. Of a killed process it may be the only one.</summary>
    public const string Former = ".former";

    // A name may have 255 bytes, and the mark needs up to 60.
    private const int LongestStem = 190;

    private static readonly ConcurrentDictionary<string, bool> Own = new(StringComparer.Ordinal);
    private static long _count;

    /// <summary>A name beside a target that nobody else uses.</summary>
    /// <param name="target">The path that the whole file or folder will have.</param>
    /// <param name="ending"><see cref="Partial"/> or <see cref="Former"/>.</param>
    public static string For(string target, string ending = Partial)
    {
        var (folder, stem) = Split(target);
        var name = System.IO.Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{stem}.{ProcessMark.Current}.{Interlocked.Increment(ref _count)}{ending}"));
        if (ending == Partial)
        {
            Own[name] = true;
        }

        return name;
    }

    /// <summary>Has <see cref="RemoveOwn"/> take away a file of another name too, until it is <see cref="Done"/>.</summary>
    public static void Register(string path) => Own[path] = true;

    /// <summary>Forgets a name of this process: what had it was renamed or removed, or is to stay.</summary>
    public static void Done(string path) => Own.TryRemove(path, out _);

    /// <summary>What a path says; null where it is no name of this kind.</summary>
    public static AsideName? Parse(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        if (!name.EndsWith(Partial, StringComparison.Ordinal) && !name.EndsWith(Former, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = name.Split('.');
        return parts.Length >= 4 && parts[^2].All(char.IsAsciiDigit) && ProcessMark.Parse(parts[^3]) is { } writer
            ? new AsideName(path, string.Join('.', parts[..^3]), writer)
            : null;
    }

    /// <summary>All such names in a folder; none where there is no folder.</summary>
    public static IReadOnlyList<AsideName> In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFileSystemEntries(folder).Select(Parse).OfType<AsideName>().OrderBy(name => name.Path, StringComparer.Ordinal)]
        : [];

    /// <summary>Those that were written for a target by processes that are certainly gone.</summary>
    public static IReadOnlyList<AsideName> DeadOf(string target)
    {
        var (folder, stem) = Split(target);
        return [.. In(folder).Where(name => name.Stem == stem && name.Writer.IsGone)];
    }

    /// <summary>
    /// Whether nothing stands in the place of a folder that was being replaced: then it is the only one, and the next writer
    /// of its target brings it back.
    /// </summary>
    public bool IsOnlyOne => Path.EndsWith(Former, StringComparison.Ordinal) && FileIdentity.OfLink(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, Stem)) is null;

    /// <summary>Takes away what killed processes left of a target, but for an only one. What cannot be removed stays: it is in nobody's way.</summary>
    public static void RemoveDead(string target)
    {
        try
        {
            foreach (var dead in DeadOf(target).Where(dead => !dead.IsOnlyOne))
            {
                dead.Remove();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The same folder is about to be written: what is wrong with it is told then.
        }
    }

    /// <summary>Takes away all that this process has half written: it is about to end. A former folder stays, for it may be the only one.</summary>
    public static void RemoveOwn()
    {
        foreach (var path in Own.Keys)
        {
            Try(path);
        }

        // Threads that are still at work may put something into a folder that is being removed.
        static void Try(string path)
        {
            for (var left = 3; left > 0 && FileIdentity.OfLink(path) is not null; left--)
            {
                try
                {
                    new AsideName(path, "", ProcessMark.Current).Remove();
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    // The next writer, or gc, knows it as dead.
                }
            }
        }
    }

    /// <summary>Removes the file or folder; a link is removed itself, never what it leads to.</summary>
    public void Remove()
    {
        if (FileIdentity.OfLink(Path) is { Kind: FileKind.Folder })
        {
            Directory.Delete(Path, recursive: true);
        }
        else
        {
            File.Delete(Path);
        }
    }

    private static (string Folder, string Stem) Split(string target)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        var name = System.IO.Path.GetFileName(full);
        var stem = Encoding.UTF8.GetByteCount(name) <= LongestStem ? name : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        return (System.IO.Path.GetDirectoryName(full) ?? full, stem);
    }
}
