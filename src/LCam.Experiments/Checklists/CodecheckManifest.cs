using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LCam.Texts;

namespace LCam.Experiments.Checklists;

/// <summary>A file that a codecheck is to make anew.</summary>
/// <param name="Path">Relative to the folder of <c>codecheck.yml</c>, with slashes.</param>
/// <param name="Comment">What it is and what makes it.</param>
internal sealed record CodecheckFile(string Path, string Comment);

/// <summary>
/// CODECHECK's configuration file, version 2.0, as an author hands it in: the manifest from the experiment's outputs, the
/// paper as far as it is named. What the codechecker fills in is there as a TODO, for every field of it is mandatory in the
/// end. What lcam adds stands under one key of its own.
/// </summary>
internal static class CodecheckManifest
{
    public const string FileName = "codecheck.yml";

    /// <summary>How the text begins.</summary>
    public const string Start = "---\n# CODECHECK configuration of the experiment ";

    private const string Version = "https://codecheck.org.uk/spec/config/2.0/";
    private const string Todo = "TODO: ";

    // A JSON text is a YAML scalar in double quotes.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Render(EvidenceFacts facts, IReadOnlyList<CodecheckFile> files, EvidenceOptions options)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"version: {Version}\n\nmanifest:\n");
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - file: {Quote(file.Path)}\n    comment: {Quote(file.Comment)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\npaper:\n  title: {Quote(options.Title ?? Todo + "the paper's title")}\n  authors:\n");
        foreach (var (name, orcid) in options.Authors.Count > 0 ? options.Authors.Select(author => (author.Name, Orcid.Of(author.Url))) : [(Todo + "the corresponding author first", null)])
        {
            text.Append(CultureInfo.InvariantCulture, $"    - name: {Quote(name)}\n      ORCID: {Quote(orcid ?? Todo + "0000-0000-0000-0000")}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  reference: {Quote(options.Reference ?? Todo + "the paper's DOI or address")}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"source: {Quote(string.Join(' ', Source(facts)))}\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"# By the codechecker.\ncodechecker:\n  - name: {Quote(Todo + "the codechecker's name")}\n    ORCID: {Quote(Todo + "0000-0000-0000-0000")}\nreport: {Quote(Todo + "the certificate's DOI")}\nsummary: {Quote(Todo + "what was run, and how it compares")}\ncertificate: {Quote(Todo + "YYYY-NNN")}\n");
        return UneditedMark.Put(
            $"{Start}{VisibleText.Line(Quote(facts.Spec.Name))}, begun by lcam. Whatever begins with TODO is to be filled in.\n", ("#", ""), VisibleText.Of(Own(text, facts).ToString()));
    }

    // What a codechecker has to know before a start.
    private static StringBuilder Own(StringBuilder text, EvidenceFacts facts)
    {
        text.Append(CultureInfo.InvariantCulture, $"\nlcam:\n  spec: {Quote(facts.SpecName)}\n  spec-sha256: {facts.SpecSha256}\n");
        text.Append(CultureInfo.InvariantCulture, $"  program: {Quote(string.Join(" and ", facts.Versions("program")))}\n");
        if (facts.Recorded.Seal is { } seal)
        {
            text.Append(CultureInfo.InvariantCulture, $"  seal-sha256: {seal.ManifestId}\n");
        }

        text.Append("  compute:\n");
        foreach (var use in facts.Compute.Devices)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - device: {Quote(use.Device)}\n      hardware: {Quote(use.Hardware)}\n      runs: {use.Attempts}\n      hours: {use.Elapsed / 3600:0.####}\n");
            text.Append(use.Peak is { } peak ? string.Create(CultureInfo.InvariantCulture, $"      peak-megabytes: {peak / 1e6:F0}\n") : "");
        }

        return text;
    }

    private static IEnumerable<string> Source(EvidenceFacts facts) =>
        [.. CodeLines.Code(facts), .. DataLines.Counts(facts), .. CodeLines.Weights(facts), .. CodeLines.Given(facts), Todo + "where code, images and weights can be had."];

    // Every text stands in double quotes, where YAML reads what VisibleText writes for characters that cannot be seen.
    // YAML takes line ends that JSON leaves as they are for its own.
    private static string Quote(string text) => JsonSerializer.Serialize(text, Quoting)
        .Replace("\u0085", "\\u0085", StringComparison.Ordinal).Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal);
}
