using LCam.Experiments.Specs;

namespace LCam.Experiments.Stages;

/// <summary>Something to find out about one explainer's maps of one image list.</summary>
public abstract record MeasuringOrder : StageOrder
{
    public required ExplainerOrder Explainer { get; init; }

    public required EvaluationOptions Evaluation { get; init; }
}
