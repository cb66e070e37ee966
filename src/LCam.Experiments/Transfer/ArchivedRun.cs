using System.Text.Json.Serialization;
using LCam.Experiments.Provenance;
using LCam.Experiments.Store;

namespace LCam.Experiments.Transfer;

/// <summary>A run with all that its store knows of it; its numbers are in its journal, which is among the files.</summary>
/// <param name="Environment">Canonical JSON of where and with what it computed.</param>
public sealed record ArchivedRun(
    StageRecord Stage, RunRecord Run, string Environment, IReadOnlyList<ArtifactRecord> Artifacts, IReadOnlyList<ArchivedFile> Files)
{
    /// <summary>Where its numbers come from; null where that was not recorded.</summary>
    public RunProvenance? Provenance { get; init; }

    /// <summary>What people said of it; null for no tags.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Null for no note.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>A file's name in the archive.</summary>
    public string EntryOf(ArchivedFile file) => $"runs/{Run.Id}/{file.Path}";
}
