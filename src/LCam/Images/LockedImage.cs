using System.Globalization;

namespace LCam.Images;

/// <summary>One image of a <see cref="DataLock"/>.</summary>
/// <param name="Path">Relative to the images' folder, with forward slashes and without line breaks.</param>
/// <param name="Size">Bytes.</param>
/// <param name="ModifiedUtcTicks">Last modification, in ticks of 100 ns since year 1, UTC.</param>
/// <param name="Sha256">Of the content.</param>
public sealed record LockedImage(string Path, long Size, long ModifiedUtcTicks, string Sha256)
{
    /// <summary>The lock's line: hash, bytes, ticks of 100 ns since 1970, path.</summary>
    internal string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Sha256} {Size} {ModifiedUtcTicks - DateTime.UnixEpoch.Ticks} {Path}");

    /// <summary>What such a line says; null where it is torn.</summary>
    internal static LockedImage? Parse(string line) =>
        line.Split(' ', 4) is [{ Length: 64 } hash, var size, var modified, { Length: > 0 } path]
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
        && long.TryParse(modified, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
            ? new LockedImage(path, bytes, ticks + DateTime.UnixEpoch.Ticks, hash)
            : null;
}
