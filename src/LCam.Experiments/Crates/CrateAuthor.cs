using System.Text.RegularExpressions;
using LCam.Problems;

namespace LCam.Experiments.Crates;

/// <summary>Somebody who made an experiment.</summary>
/// <param name="Name">For people.</param>
/// <param name="Url">An absolute address that tells the person from others, such as an ORCID's; null for none.</param>
public sealed partial record CrateAuthor(string Name, string? Url)
{
    /// <summary>Reads <c>NAME</c> or <c>NAME &lt;URL&gt;</c>.</summary>
    /// <exception cref="ProblemException">It is neither.</exception>
    public static CrateAuthor Parse(string text)
    {
        var match = Form().Match(text);
        var url = match.Groups["url"].Value;
        return match.Success && (url.Length == 0 || Uri.TryCreate(url, UriKind.Absolute, out _))
            ? new CrateAuthor(match.Groups["name"].Value.Trim(), url.Length == 0 ? null : url)
            : throw new ProblemException(ProblemKind.InvalidInput, new Problem("--author", $"'{text}' is no author", "write it as 'Ada Lovelace' or 'Ada Lovelace <https://orcid.org/...>'"));
    }

    [GeneratedRegex("^(?<name>[^<>]*[^<> ][^<>]*)(<(?<url>[^<> ]+)>)?$")]
    private static partial Regex Form();
}
