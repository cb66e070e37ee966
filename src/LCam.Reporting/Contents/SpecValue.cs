using LCam.Experiments.Store;

namespace LCam.Reporting.Contents;

/// <summary>One value of a spec as it was run.</summary>
/// <param name="Key">Its key path.</param>
/// <param name="Origin">Where it comes from: a line of the file, the command line, or which default.</param>
public sealed record SpecValue(string Key, string Value, string Origin)
{
    /// <summary>All values of an experiment, by key path.</summary>
    public static IReadOnlyList<SpecValue> All(ExperimentRecord record) =>
    [
        .. (StoredJson.Parse(record.Resolved)?.AsObject() ?? [])
            .Select(value => new SpecValue(value.Key, (string?)value.Value?["value"] ?? "", (string?)value.Value?["origin"] ?? ""))
            .OrderBy(value => value.Key, StringComparer.Ordinal),
    ];
}
