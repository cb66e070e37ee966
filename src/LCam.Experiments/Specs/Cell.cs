using LCam.Losses;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Specs;

/// <summary>One point of the matrix: one attention mechanism to train and to measure.</summary>
/// <param name="Backbone">The network it explains.</param>
/// <param name="Variant">What the attention masks.</param>
/// <param name="Loss">What its training minimises.</param>
/// <param name="Protocol">Whose defaults it has.</param>
/// <param name="Seed">Seed of its training.</param>
/// <param name="Training">Its training, complete.</param>
/// <param name="Evaluation">Its measuring, complete.</param>
/// <param name="Percentages">Shares of the map to mute before measuring, in [0, 1].</param>
/// <param name="AxisValues">Its value on each axis, the main axes first.</param>
public sealed record Cell(
    BackboneSpec Backbone,
    Variant Variant,
    LossKind Loss,
    Protocol Protocol,
    long Seed,
    TrainingOptions Training,
    EvaluationOptions Evaluation,
    IReadOnlyList<double> Percentages,
    IReadOnlyDictionary<string, string> AxisValues)
{
    /// <summary>The attention that was trained elsewhere; null where it is trained here.</summary>
    public GivenAttention? Given { get; init; }

    /// <summary>Whether <see cref="Seed"/> says anything: who trained elsewhere need not have had one.</summary>
    public bool HasSeed => Given is not { HasSeed: false };
}
