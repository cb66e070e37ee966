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
        else if (name.SequenceEqual("learning-rate.weight"u8))
        {
            Follow(facts, epoch, step, epoch.WeightRate ??= row.Number(5), row.Number(5));
        }
        else if (name.SequenceEqual("learning-rate.bias"u8))
        {
            Follow(facts, epoch, step, epoch.BiasRate ??= row.Number(5), row.Number(5));
        }
    }

    private static void Follow(RunFacts facts, EpochFacts epoch, long step, double known, double rate)
    {
        if (rate != known)
        {
            facts.StrayRate ??= FormattableString.Invariant($"the learning rate at step {step} is {rate}, within epoch {epoch.Epoch} whose is {known}");
        }
    }
}
