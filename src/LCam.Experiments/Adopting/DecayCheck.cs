using LCam.Training;

namespace LCam.Experiments.Adopting;

/// <summary>
/// Attention rows whose class is no label of the training list get no gradient: weight decay alone moves them, all by the
/// factor that schedule and steps say. Nobody can change such a row, a counter, a rate or the list without breaking it, and no
/// row of a label keeps to it.
/// </summary>
internal static class DecayCheck
{
    // float32 rounds each number at each step by up to 2^-24 of it. Errors of one number may add up over all steps; those of
    // different numbers are independent, with a standard deviation of 0.6 in that unit where large numbers count more. 8 of
    // these allow any number of rows. All rows together keep a common error: 1.5 % of the sum at most in trials of 5000 and
    // 20,000 steps at the reference's rates, where a step moves a number by few units.
    private const double Unit = 1.0 / (1 << 24);
    private const double Deviation = 0.6 * Unit;
    private const double Deviations = 8;
    private const double LargestOfOne = 1.5 * Unit;
    private const double Common = 0.05 * Unit;

    // Of momentum over weight: its factors 0.9 and 5e-4 are float32 too, and ten steps back still count.
    private const double MomentumTolerance = 2e-6;
    private const int MostListed = 5;

    public static IEnumerable<Finding> Find(PastRun run)
    {
        if (run.Labels is not { } labels)
        {
            yield break;
        }

        var before = default(PastSnapshot);
        foreach (var snapshot in run.Snapshots)
        {
            foreach (var parameter in snapshot.Attention)
            {
                var now = Descent(run, parameter, snapshot.Facts);
                var momentum = Momentum(snapshot, parameter, labels, now.Momentum / now.Weight);
                var change = before is null || parameter.Since is null ? [] : Change(run, before, snapshot, parameter, labels, now.Weight / Descent(run, parameter, before.Facts).Weight);
                foreach (var finding in momentum.Concat(change))
                {
                    yield return finding;
                }
            }

            before = snapshot;
        }
    }

    // As the schedule says, and not the snapshot, which may have been changed.
    private static GradientFreeDescent Descent(PastRun run, PastParameter parameter, LCam.Weights.SnapshotFacts facts)
    {
        var descent = GradientFreeDescent.Beginning;
        for (var epoch = 0; epoch <= Math.Min(facts.Epoch, run.Options.Epochs - 1); epoch++)
        {
            var arguments = run.ArgumentsOf(epoch);
            var groups = new ReferenceOptimizer([parameter.Name], run.Architecture, arguments.Options(run.Architecture)).Groups(epoch, arguments.CurrentEpoch);
            var group = groups.Single(one => one.Parameters.Count > 0);
            descent = run.Beginnings.Contains(epoch) ? descent.Resumed() : descent;
            descent = descent.After(run.StepsPerEpoch, group.Rate, group.Momentum, group.WeightDecay, group.Nesterov);
        }

        return descent;
    }

    private static IEnumerable<Finding> Change(PastRun run, PastSnapshot before, PastSnapshot snapshot, PastParameter parameter, IReadOnlySet<int> labels, double expected)
    {
        var ratios = parameter.Since!;
        var steps = Math.Max(1, run.StepsPerEpoch * (snapshot.Facts.Epoch - before.Facts.Epoch));
        var perRow = Math.Min(Deviations * Deviation * steps / Math.Sqrt(ratios.Elements), LargestOfOne * (steps + 1));
        var rest = Unit * (1 + steps);
        var place = $"{snapshot.Name}:{parameter.Name}";
        var (unlabelled, still) = (new List<int>(), new List<int>());
        var (wrong, sum) = (new List<int>(), 0.0);
        for (var row = 0; row < ratios.Factors.Count; row++)
        {
            var decays = double.IsNaN(ratios.Factors[row]) ? ratios.Residuals[row] == 0 : Math.Abs(ratios.Factors[row] - expected) <= perRow && ratios.Residuals[row] <= rest;
            if (labels.Contains(row))
            {
                // One number alone may come to the same by chance.
                still.AddRange(decays && ratios.Elements > 1 ? [row] : []);
                continue;
            }

            unlabelled.Add(row);
            wrong.AddRange(decays ? [] : [row]);
            sum += double.IsFinite(ratios.Factors[row]) ? ratios.Factors[row] - expected : 0;
        }

        if (wrong.Count > 0)
        {
            yield return Of("adopted-decay", place, FormattableString.Invariant(
                $"{wrong.Count} of {unlabelled.Count} rows of no label did not shrink by {expected:0.0000000000} since {before.Name}, as {steps} steps of weight decay alone make them: {Told(wrong, ratios.Factors)}"));
        }
        else if (unlabelled.Count > 0 && Math.Abs(sum / unlabelled.Count) > (perRow / Math.Sqrt(unlabelled.Count)) + (Common * steps))
        {
            yield return Of("adopted-decay", place, FormattableString.Invariant(
                $"the {unlabelled.Count} rows of no label shrank on average by {expected + (sum / unlabelled.Count):0.0000000000} since {before.Name}, not by {expected:0.0000000000}"));
        }

        if (still.Count > 0)
        {
            yield return Of("adopted-untrained", place, FormattableString.Invariant(
                $"{still.Count} rows of labels only decayed since {before.Name}, as if these were in no image's label: {Told(still, ratios.Factors)}"));
        }
    }

    private static IEnumerable<Finding> Momentum(PastSnapshot snapshot, PastParameter parameter, IReadOnlySet<int> labels, double expected)
    {
        if (parameter.Momentum is not { } ratios)
        {
            yield break;
        }

        var wrong = Enumerable.Range(0, ratios.Factors.Count)
            .Where(row => !labels.Contains(row))
            .Where(row => double.IsNaN(ratios.Factors[row]) ? ratios.Residuals[row] != 0 : !(Math.Abs((ratios.Factors[row] / expected) - 1) <= MomentumTolerance && ratios.Residuals[row] <= MomentumTolerance))
            .ToList();
        if (wrong.Count > 0)
        {
            yield return Of("adopted-momentum", $"{snapshot.Name}:{parameter.Name}", FormattableString.Invariant(
                $"{wrong.Count} rows of no label have not the momentum that weight decay alone gives, {expected:0.000000e+0} of the row: {Told(wrong, ratios.Factors)}"));
        }
    }

    private static string Told(List<int> rows, IReadOnlyList<double> factors)
    {
        var more = rows.Count > MostListed ? FormattableString.Invariant($" and {rows.Count - MostListed} more") : "";
        return string.Join(", ", rows.Take(MostListed).Select(row => FormattableString.Invariant($"row {row} ({factors[row]:0.0000000000})"))) + more;
    }

    private static Finding Of(string id, string subject, string evidence) =>
        new(id, AuditLevel.Consistency, FindingSeverity.Error, subject, evidence, "ask for the list, the record and the snapshots of one and the same training");
}
