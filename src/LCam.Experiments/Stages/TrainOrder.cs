using LCam.Losses;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Stages;

/// <summary>Train one attention mechanism on a frozen backbone.</summary>
public sealed record TrainOrder : StageOrder
{
    public required Variant Variant { get; init; }

    public required LossKind Loss { get; init; }

    public required long Seed { get; init; }

    public required TrainingOptions Training { get; init; }
}
