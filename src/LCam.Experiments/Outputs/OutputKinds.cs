using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using LCam.Arrays;
using LCam.Experiments.Checklists;
using LCam.Experiments.Crates;
using LCam.Experiments.Results;
using LCam.Experiments.ScoreFiles;
using LCam.Experiments.Sealing;
using LCam.Experiments.Transfer;
using LCam.Files;
using LCam.Images;
using LCam.Visuals;

namespace LCam.Experiments.Outputs;

/// <summary>The kinds of outputs, each with what lcam knows its own by.</summary>
public static partial class OutputKinds
{
    /// <summary>A table in any format: one replaces another.</summary>
    public static OutputKind Table { get; } = OutputKind.OfText("table", text => TableFormats.All.Any(format => format.Wrote(text)));

    public static OutputKind Plot { get; } = OutputKind.OfText("plot", text => PlotStart().IsMatch(text));

    public static OutputKind Checklist { get; } = OutputKind.OfText("checklist", text => ChecklistStart().IsMatch(text));

    /// <summary>The NeurIPS paper checklist, as the next two kinds only until somebody has filled it in.</summary>
    public static OutputKind Neurips { get; } = OutputKind.OfText("NeurIPS checklist", text => UneditedMark.IsUnedited(text, NeuripsLatex.Start));

    public static OutputKind Codecheck { get; } = OutputKind.OfText("CODECHECK configuration", text => UneditedMark.IsUnedited(text, CodecheckManifest.Start));

    public static OutputKind Card { get; } = OutputKind.OfText("saliency card", text => UneditedMark.IsUnedited(text, SaliencyCard.Start));

    public static OutputKind Seal { get; } = OutputKind.OfText("seal", text => Format(text) == SealManifest.Format);

    /// <summary>The lock of a data set.</summary>
    public static OutputKind Lock { get; } = OutputKind.OfText("lock", DataLock.Wrote);

    /// <summary>A seal's signature. The purpose that it was made for is in its first bytes, behind the public key.</summary>
    public static OutputKind Signature { get; } = OutputKind.OfText("signature", IsSignature);

    /// <summary>Runs for <c>lcam import</c>.</summary>
    public static OutputKind Archive { get; } = new("archive", path => Entry(path, ArchiveManifest.FileName, text => Format(text) == ArchiveManifest.KnownFormat));

    /// <summary>A crate in one file.</summary>
    public static OutputKind Crate { get; } = new("crate", path => Entry(path, CrateGraph.FileName, text => text.Contains(CrateWorkflow.Program, StringComparison.Ordinal)));

    /// <summary>A crate in a folder, which is never replaced.</summary>
    public static OutputKind CrateFolder { get; } = new("crate", _ => false, IsFolder: true);

    /// <summary>Scores of images, in either format: one replaces the other.</summary>
    public static OutputKind Scores { get; } = new("scores file", path =>
    {
        using var file = DataFile.OpenRead(path);
        return ScoreFile.Wrote(file);
    });

    /// <summary>One method's maps for NumPy.</summary>
    public static OutputKind Maps { get; } = new("archive of maps", path =>
    {
        using var file = DataFile.OpenRead(path);
        return MapsArchive.Wrote(file);
    });

    /// <summary>A figure in any format: one replaces another.</summary>
    public static OutputKind Figure { get; } = new("figure", path =>
    {
        using var file = DataFile.OpenRead(path);
        return FigureFile.Wrote(file);
    });

    /// <summary>What a command replaces only when it is told to.</summary>
    /// <param name="name">As messages call it.</param>
    public static OutputKind Kept(string name) => new(name, _ => false);

    // The first member of a JSON object, which says what it is; null where it does not.
    private static string? Format(string text) => FormatMember().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    private static bool IsSignature(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var bytes = new byte[text.Length];
        return lines is ["-----BEGIN SSH SIGNATURE-----", .. var body, "-----END SSH SIGNATURE-----"]
            && Convert.TryFromBase64String(string.Concat(body), bytes, out var length)
            && bytes.AsSpan(0, length).IndexOf(Encoding.ASCII.GetBytes(SealSignature.Purpose)) >= 0;
    }

    private static bool Entry(string path, string name, Func<string, bool> wrote)
    {
        using var zip = new ZipArchive(DataFile.OpenRead(path), ZipArchiveMode.Read);
        if (zip.GetEntry(name) is not { } entry)
        {
            return false;
        }

        using var reader = new StreamReader(entry.Open());
        return wrote(OutputKind.Beginning(reader));
    }

    [GeneratedRegex("""\A\{\s*"format": *"([a-z-]*)",""")]
    private static partial Regex FormatMember();

    [GeneratedRegex("""\A<svg viewBox="0 0 [0-9.]+ [0-9.]+" width="[0-9.]+" height="[0-9.]+" xmlns="http://www\.w3\.org/2000/svg">\s*<title>[^<]*</title>\s*<rect width="100%" height="100%" fill="white" />""")]
    private static partial Regex PlotStart();

    [GeneratedRegex("""\A# Reproducibility of [^\n]*\n\nThe subjects are those of the machine learning reproducibility checklist, version """)]
    private static partial Regex ChecklistStart();
}
