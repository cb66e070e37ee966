using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>Follows a training's steps and learning rates.</summary>
internal static class MetricReader
{
    /// <summary>Takes in a metric: scope, epoch, step, name, value.</summary>
    public static void Metric(RowReader row, RunFacts facts)
    {
        if (!row.Utf8(1).SequenceEqual("step"u8))
        {
            return;
        }

        var (epoch, step) = (facts.Epoch((int)row.Integer(2)), row.Integer(3));
        var name = row.Utf8(4);
        if (name.SequenceEqual("loss"u8))
        {
            facts.StrayStep ??= step == facts.Steps ? null : FormattableString.Invariant($"step {step} follows step {facts.Steps - 1}");
            facts.Steps++;
            epoch.Steps++;
        }
        else if (name.StartsWith("learning-rate."u8))
        {
            epoch.Add(row.Shared(4), step, row.Number(5));
        }
    }
}
