using System.Text.Json;
using LCam.Models;

namespace LCam.Experiments.Stages;

/// <summary>
/// Which stages may be executed together: those that measure on the same network, cut at the same layer, the same images in
/// the same batches. The network then sees each unmasked image once for all of them.
/// </summary>
internal static class Cohort
{
    /// <summary>Stages of one key share work; null where a stage shares none.</summary>
    public static string? KeyOf(StageOrder order) => order is EvaluateOrder evaluate
        ? JsonSerializer.Serialize(new
        {
            order.Backbone,
            Cut = Backbones.Find(order.Backbone.Architecture).CutLayer(evaluate.Explainer.Variant),
            order.Images,
            order.Execution,
            evaluate.Evaluation.BatchSize,
        })
        : null;
}
