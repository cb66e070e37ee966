using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Recorded;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Store;

namespace LCam.Experiments.Transfer;

/// <summary>An experiment and those of its cells whose runs are in the archive.</summary>
public sealed record ArchivedExperiment(ExperimentRecord Record, IReadOnlyList<CellRecord> Cells)
{
    /// <summary>
    /// The record for a store that it comes to. What was set on a command line is set again whenever the spec is read as it
    /// was run: a place that a command line elsewhere named to write to is left out, for it is none here.
    /// </summary>
    internal ExperimentRecord Arriving()
    {
        var resolved = JsonNode.Parse(Record.Resolved)!.AsObject();
        var elsewhere = resolved.Where(value => RecordedSpec.IsSet(value.Value) && OutputKeys.Leads(value.Key)).Select(value => value.Key).ToList();
        elsewhere.ForEach(key => resolved.Remove(key));
        return elsewhere.Count == 0 ? Record : Record with { Resolved = CanonicalJson.Text(resolved) };
    }
}
