using LCam.Evaluation;
using LCam.Explainers;
using LCam.Measures;
using LCam.Training;

namespace LCam.Experiments.Specs;

/// <summary>The spec's <c>evaluation</c>; null where the cell decides.</summary>
public sealed record EvaluationSpec
{
    public required int BatchSize { get; init; }

    public required int? InputSize { get; init; }

    public required int? CropSize { get; init; }

    public required ConstantMap? ConstantMap { get; init; }

    public required AttentionMap Map { get; init; }

    /// <summary>What is measured beside confidences and ranks.</summary>
    public required MeasureOptions Measures { get; init; }

    /// <summary>What measuring after this training, under this protocol, does.</summary>
    public EvaluationOptions For(TrainingOptions training, Protocol protocol) => new()
    {
        BatchSize = BatchSize,
        InputSize = InputSize ?? training.InputSize,
        CropSize = CropSize ?? training.CropSize,
        ConstantMap = ConstantMap ?? ConstantMapOf(protocol),
        Map = Map,
        Measures = Measures.Simplified(CropSize ?? training.CropSize),
    };

    internal static ConstantMap ConstantMapOf(Protocol protocol) =>
        protocol == Protocol.Reference ? Evaluation.ConstantMap.NaN : Evaluation.ConstantMap.Zero;
}
