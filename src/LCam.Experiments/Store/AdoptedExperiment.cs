using System.Text.Json;

namespace LCam.Experiments.Store;

/// <summary>An experiment that a store knows while it is open, without having it.</summary>
/// <param name="Stages">By key.</param>
/// <param name="Cells">The current ones.</param>
internal sealed record AdoptedExperiment(ExperimentRecord Record, IReadOnlyDictionary<string, StageRecord> Stages, IReadOnlyList<CellRecord> Cells)
{
    /// <summary>The keys of each cell's classifier, training and evaluation.</summary>
    public string KeysAsJson() => JsonSerializer.Serialize(Cells.Select(cell => new[] { cell.ClassifierKey, cell.TrainKey, cell.MeasureKey, cell.ExplainKey }));
}
