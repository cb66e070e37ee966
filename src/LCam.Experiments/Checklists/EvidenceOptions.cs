using System.Text.RegularExpressions;

namespace LCam.Experiments.Checklists;

/// <summary>What documents say that no store knows.</summary>
/// <param name="Authors">Names, and addresses that tell people from others; the corresponding author first.</param>
/// <param name="Title">The paper's; null where nobody says.</param>
/// <param name="Reference">The paper's DOI or address; null likewise.</param>
public sealed record EvidenceOptions(IReadOnlyList<(string Name, string? Url)> Authors, string? Title = null, string? Reference = null)
{
    public static EvidenceOptions None { get; } = new([]);
}

/// <summary>An ORCID: four groups of digits, of which the last is a checksum (ISO 7064, MOD 11-2).</summary>
internal static partial class Orcid
{
    private const string Address = "https://orcid.org/";

    /// <summary>The plain identifier of an address; null where it is none.</summary>
    public static string? Of(string? address) =>
        address?.StartsWith(Address, StringComparison.Ordinal) == true && address[Address.Length..].TrimEnd('/') is var id && Form().IsMatch(id) && Checksum(id) == id[^1] ? id : null;

    private static char Checksum(string id)
    {
        var total = id[..^1].Where(char.IsAsciiDigit).Aggregate(0, (total, digit) => (total + (digit - '0')) * 2 % 11);
        var check = (12 - total) % 11;
        return check == 10 ? 'X' : (char)('0' + check);
    }

    [GeneratedRegex("^([0-9]{4}-){3}[0-9]{3}[0-9X]\\z")]
    private static partial Regex Form();
}
