using System.Text.RegularExpressions;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Checklists;

/// <summary>
/// Documents that people fill in are lcam's only until somebody has: behind the head, a comment holds the hash of the rest,
/// so that what a person wrote is never replaced unasked.
/// </summary>
internal static partial class UneditedMark
{
    private const string Words = "As lcam wrote it, what follows has the SHA-256 ";

    /// <param name="head">The first lines, without anything to fill in.</param>
    /// <param name="comment">What begins a comment, and what ends it where not the line does.</param>
    public static string Put(string head, (string Start, string End) comment, string body) => $"{head}{comment.Start} {Words}{ContentAddress.Of(body)}.{comment.End}\n{body}";

    /// <summary>Whether a text begins so and is as it was written.</summary>
    public static bool IsUnedited(string text, string start) =>
        text.StartsWith(start, StringComparison.Ordinal) && Mark().Match(text) is { Success: true } mark && ContentAddress.Of(text[(mark.Index + mark.Length)..]) == mark.Groups[1].Value;

    [GeneratedRegex("^[^ \n]+ " + Words + "([0-9a-f]{64})\\.[^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex Mark();
}
