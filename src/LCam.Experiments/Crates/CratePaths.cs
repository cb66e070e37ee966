using System.Text;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Crates;

/// <summary>Names of a crate's files: whatever a user calls things, they can be unpacked anywhere and referred to.</summary>
internal static class CratePaths
{
    private const int Longest = 100;
    private const int DigestDigits = 8;
    private const string Allowed = " ._-+=@()";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>A name that every file system takes: the name itself where it is one, else one made of it and of its hash, so that no two become one.</summary>
    public static string Safe(string name)
    {
        var safe = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            safe.Append(Rune.IsLetterOrDigit(rune) || (rune.IsAscii && Allowed.Contains((char)rune.Value, StringComparison.Ordinal)) ? rune.ToString() : "_");
        }

        var text = safe.ToString();
        return text == name && text.Length is > 0 and <= Longest && text[0] is not (' ' or '.') && text[^1] is not (' ' or '.') && !Devices.Contains(text.Split('.')[0])
            ? text
            : $"_{text[..Math.Min(text.Length, Longest / 2)].Trim(' ', '.')}_{ContentAddress.Of(name)[..DigestDigits]}{Extension(text)}";
    }

    /// <summary>A path as metadata refer to it: each part percent-encoded, but letters of any language as they are (RO-Crate 1.3, "Encoding file paths").</summary>
    public static string Id(string path)
    {
        var id = new StringBuilder();
        foreach (var rune in path.EnumerateRunes())
        {
            id.Append(rune.Value == '/' || Rune.IsLetterOrDigit(rune) ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return id.ToString();
    }

    private static string Extension(string text) => text.LastIndexOf('.') is > 0 and var dot && text.Length - dot is > 1 and < DigestDigits ? text[dot..].TrimEnd(' ', '.') : "";
}
