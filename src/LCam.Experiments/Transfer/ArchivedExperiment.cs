using LCam.Experiments.Store;

namespace LCam.Experiments.Transfer;

/// <summary>An experiment and those of its cells whose runs are in the archive.</summary>
public sealed record ArchivedExperiment(ExperimentRecord Record, IReadOnlyList<CellRecord> Cells);
