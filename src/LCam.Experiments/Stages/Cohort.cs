using System.Text.Json;

namespace LCam.Experiments.Stages;

/// <summary>
/// Which stages may be executed together: those of one kind on the same network and the same images in the same
/// batches, whichever layers they look at. The network, or each random one, then sees each unmasked image once for all of them.
/// </summary>
internal static class Cohort
{
    /// <summary>Stages of one key share work; null where a stage shares none.</summary>
    public static string? KeyOf(StageOrder order) => order is MeasuringOrder measuring
        ? JsonSerializer.Serialize(new
        {
            Kind = order.GetType().Name,
            order.Backbone,
            order.Images,
            order.Execution,
            measuring.Evaluation.BatchSize,
            Randomisation = (order as SanityOrder)?.Seed,
        })
        : null;
}
