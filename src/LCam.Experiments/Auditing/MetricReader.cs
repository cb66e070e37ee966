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

        var (epoch, step) = ((int)row.Integer(2), row.Integer(3));
        var name = row.Utf8(4);
        if (name.SequenceEqual("loss"u8))
        {
            facts.StrayStep ??= step == facts.Steps ? null : FormattableString.Invariant($"step {step} follows step {facts.Steps - 1}");
            facts.Steps++;
            facts.StepsOfEpoch[epoch] = facts.StepsOfEpoch.GetValueOrDefault(epoch) + 1;
        }
        else if (name.SequenceEqual("learning-rate.weight"u8))
        {
            Rate(facts, epoch, step, row.Number(5), null);
        }
        else if (name.SequenceEqual("learning-rate.bias"u8))
        {
            Rate(facts, epoch, step, null, row.Number(5));
        }
    }

    private static void Rate(RunFacts facts, int epoch, long step, double? weight, double? bias)
    {
        var known = facts.Rates.GetValueOrDefault(epoch);
        var (knownWeight, knownBias) = (known.Weight ?? weight, known.Bias ?? bias);
        if ((weight ?? knownWeight) != knownWeight || (bias ?? knownBias) != knownBias)
        {
            facts.StrayRate ??= FormattableString.Invariant($"the learning rate at step {step} is {weight ?? bias}, within epoch {epoch} whose is {(weight is null ? knownBias : knownWeight)}");
        }

        facts.Rates[epoch] = (knownWeight, knownBias);
    }
}
