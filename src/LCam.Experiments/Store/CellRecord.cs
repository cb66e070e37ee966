namespace LCam.Experiments.Store;

/// <summary>One point of an experiment's matrix and the stages that give its numbers.</summary>
/// <param name="Ordinal">0-based place in the matrix.</param>
/// <param name="Label">The cell's coordinates, for people and for finding the same cell after an edit.</param>
/// <param name="Fingerprint">SHA-256 of the cell's settings, inputs' contents left out.</param>
/// <param name="ClassifierKey">Null where the backbone's weights are a file.</param>
/// <param name="TrainKey">Null where the explainer needs no training.</param>
/// <param name="MeasureKey">The stage whose scores fill the cell's row.</param>
public sealed record CellRecord(
    int Ordinal, string Label, string Fingerprint, string? ClassifierKey, string? TrainKey, string MeasureKey)
{
    /// <summary>The stage that keeps the maps; null where they are not kept.</summary>
    public string? ExplainKey { get; init; }

    /// <summary>The keys of its stages, in the order in which they depend on each other.</summary>
    public IEnumerable<string> Keys => new[] { ClassifierKey, TrainKey, ExplainKey, MeasureKey }.OfType<string>();
}
