using System.Text.RegularExpressions;

namespace LCam.Experiments.Diagnosis;

/// <summary>Tells which file system a path is on, from the text of <c>/proc/mounts</c>.</summary>
internal static partial class MountTable
{
    public const string PathOfTable = "/proc/mounts";

    private static readonly string[] Network =
        ["nfs", "nfs4", "cifs", "smb3", "smbfs", "lustre", "gpfs", "beegfs", "ceph", "glusterfs", "afs", "9p", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph"];

    /// <summary>The type of the file system that is mounted nearest above an absolute path; null when none is.</summary>
    public static string? FileSystemOf(string path, IEnumerable<string> table) => table
        .Select(line => line.Split(' '))
        .Where(fields => fields.Length >= 3)
        .Select((fields, order) => (Folder: Unescape(fields[1]), Type: fields[2], order))
        .Where(mount => Contains(mount.Folder, path))
        .OrderBy(mount => mount.Folder.Length)
        .ThenBy(mount => mount.order)
        .Select(mount => mount.Type)
        .LastOrDefault();

    /// <summary>Whether other machines may change its files: SQLite's locks are not safe there.</summary>
    public static bool IsNetwork(string type) => Network.Contains(type, StringComparer.Ordinal);

    private static bool Contains(string folder, string path)
    {
        var prefix = folder.TrimEnd('/') + "/";
        return (path + "/").StartsWith(prefix, StringComparison.Ordinal);
    }

    // The kernel writes space, tab, line feed and backslash as three octal digits.
    private static string Unescape(string field) =>
        Octal().Replace(field, match => ((char)Convert.ToInt32(match.Value[1..], 8)).ToString());

    [GeneratedRegex(@"\\[0-7]{3}")]
    private static partial Regex Octal();
}
