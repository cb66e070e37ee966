namespace LCam.Experiments.Auditing;

/// <summary>A current cell as the store has it.</summary>
internal sealed record AuditedCell(string Experiment, long Ordinal, string Label, string Fingerprint, string? ClassifierKey, string? TrainKey, string? ExplainKey, string MeasureKey)
{
    /// <summary>Its stages' keys, in the order in which they depend on each other.</summary>
    public IEnumerable<string> Keys => new[] { ClassifierKey, TrainKey, ExplainKey, MeasureKey }.OfType<string>();
}
