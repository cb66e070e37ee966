using System.Text.Json.Nodes;
using LCam.Experiments.Specs.Reading;
using LCam.Experiments.Specs.Yaml;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>Whether what a manifest says of an experiment is what this program could have written.</summary>
/// <param name="kinds">The kinds of the archive's stages, by key.</param>
internal sealed class ArchivedExperimentCheck(ArchivedExperiment archived, IReadOnlyDictionary<string, string> kinds)
{
    private readonly List<string> _problems = [];

    /// <summary>All that is wrong, each in words that follow the experiment's name.</summary>
    public IReadOnlyList<string> Problems()
    {
        var record = archived.Record;
        Require(record.Name.Length <= ArchiveLimits.Name && ValueReader.IsName(record.Name), "its name is none that a spec may have");
        Require(ForeignText.IsLine(record.SpecPath, ArchiveLimits.Path), "the path of its spec is no path");
        CheckSpec(record);
        CheckResolved(record.Resolved);
        var cells = archived.Cells;
        if (cells.Count is 0 or > ArchiveLimits.CellsOfExperiment)
        {
            Require(false, FormattableString.Invariant($"it has {cells.Count} cells"));
            return _problems;
        }

        Require(cells.Select(cell => (cell.Label, cell.Fingerprint)).Distinct().Count() == cells.Count, "it has a cell twice");
        Require(cells.Select(cell => cell.Ordinal).Distinct().Count() == cells.Count && cells.All(cell => cell.Ordinal is >= 0 and < ArchiveLimits.CellsOfExperiment), "two of its cells have one place, or an impossible one");
        foreach (var cell in cells)
        {
            Check(cell);
        }

        return _problems;
    }

    private void Check(CellRecord cell)
    {
        Require(ForeignText.IsLine(cell.Label, ArchiveLimits.Name), "the label of a cell is no line of text");
        Require(ForeignText.IsDigest(cell.Fingerprint), $"the cell {ForeignText.Shown(cell.Label)} has no fingerprint");
        Require(
            Is(cell.MeasureKey, "measure", "sanity") && (cell.TrainKey is null || Is(cell.TrainKey, "train")) && (cell.ExplainKey is null || Is(cell.ExplainKey, "explain")) && (cell.ClassifierKey is null || Is(cell.ClassifierKey, "classifier")),
            $"the cell {ForeignText.Shown(cell.Label)} has a stage that is not in it, or is of another kind");
    }

    private bool Is(string key, params string[] expected) => kinds.TryGetValue(key, out var kind) && expected.Contains(kind);

    private void CheckSpec(ExperimentRecord record)
    {
        if (record.SpecText.Length > ArchiveLimits.Spec || record.SpecText.Contains('\0', StringComparison.Ordinal))
        {
            Require(false, "its spec is too long, or no text");
            return;
        }

        var problems = new List<Problem>();
        var root = YamlComposer.Compose(record.SpecText, line => Specs.SpecOrigin.InFile("spec", line), problems);
        Require(root is MapNode && problems.Count == 0, "its spec is no YAML map that could be read");
    }

    private void CheckResolved(string text)
    {
        if (text.Length > ArchiveLimits.Spec || ForeignJson.Map(text) is not { } resolved)
        {
            Require(false, "its resolved values are no JSON map, or too long");
            return;
        }

        foreach (var (key, value) in resolved)
        {
            if (value is not JsonObject { Count: 2 } one || !ForeignText.IsLine(key, ArchiveLimits.Name) || !ForeignJson.Fits(JsonShape.Text.OrNull, one["value"]) || !ForeignJson.Fits(JsonShape.Text, one["origin"]))
            {
                Require(false, $"its resolved value {ForeignText.Shown(key)} is not a value and an origin");
            }
        }
    }

    private void Require(bool right, string otherwise)
    {
        if (!right)
        {
            _problems.Add(otherwise);
        }
    }
}
