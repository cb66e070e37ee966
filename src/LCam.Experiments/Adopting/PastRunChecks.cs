using LCam.Training;
using LCam.Weights;

namespace LCam.Experiments.Adopting;

// A past run proves itself by agreeing with itself: snapshots, record, list and optimizer tell the same story several times.
// What follows is each way in which they can fail to.

/// <summary>Complete: a snapshot and a line of the record for each epoch, counted as list and batch size say.</summary>
internal static class CompletenessCheck
{
    public static IEnumerable<Finding> Find(PastRun run)
    {
        for (var epoch = 0; epoch < run.Options.Epochs; epoch++)
        {
            var count = run.Snapshots.Count(snapshot => snapshot.Facts.Epoch == epoch);
            if (count != 1)
            {
                yield return Of("adopted-epochs", run.Folder, FormattableString.Invariant($"expected one snapshot of epoch {epoch}, found {count}"), "copy all that the script left");
            }

            var lines = run.Record.Sections.SelectMany(section => section.Epochs).Count(line => line.Epoch == epoch);
            if (lines != 1)
            {
                yield return Of("adopted-record", TrainRecord.FileName, FormattableString.Invariant($"expected one line of epoch {epoch}, found {lines}"), "take the record as the script left it");
            }
        }

        foreach (var line in run.Record.Sections.SelectMany(section => section.Epochs).Where(line => line.Epoch >= run.Options.Epochs))
        {
            yield return Of("adopted-record", At(line), FormattableString.Invariant($"epoch {line.Epoch} of a training of {run.Options.Epochs} epochs"), "take the record as the script left it");
        }

        foreach (var snapshot in run.Snapshots)
        {
            var (epoch, counter) = (snapshot.Facts.Epoch, snapshot.Facts.Counter);
            var begun = run.ArgumentsOf(epoch);
            var expected = begun.Counter + ((epoch - begun.CurrentEpoch + 1) * run.StepsPerEpoch);
            if (counter != expected)
            {
                yield return Of("adopted-counter", snapshot.Name, FormattableString.Invariant($"expected global_counter {expected} ({run.StepsPerEpoch} steps an epoch), found {counter}"), "ask where the snapshot comes from");
            }

            var name = FormattableString.Invariant($"_epoch_{epoch}_glo_step_{counter}.pth.tar");
            if (!snapshot.Name.EndsWith(name, StringComparison.Ordinal))
            {
                yield return Of("adopted-name", snapshot.Name, $"what is in it makes its name end with {name}", "take the snapshots under the names that the script gave");
            }
        }
    }

    private static string At(RecordEpoch line) => FormattableString.Invariant($"{TrainRecord.FileName}:{line.Line}");

    private static Finding Of(string id, string subject, string evidence, string remedy) =>
        new(id, AuditLevel.Completeness, FindingSeverity.Error, subject, evidence, remedy);
}

/// <summary>Consistent: losses are finite and add up, rates and momentum follow the schedule.</summary>
internal static class ConsistencyCheck
{
    // Four digits behind the point, of each of four means: half a unit of the last for each.
    private const double Rounding = 4 * 0.5e-4 * 1.001;

    private static readonly string[] Parts = ["losses_meanMask", "losses_variationMask", "losses_ce"];

    public static IEnumerable<Finding> Find(PastRun run)
    {
        foreach (var line in run.Record.Sections.SelectMany(section => section.Epochs))
        {
            var place = FormattableString.Invariant($"{TrainRecord.FileName}:{line.Line}");
            foreach (var (name, value) in line.Values.Where(entry => !double.IsFinite(entry.Value)))
            {
                yield return Of("adopted-losses", place, FormattableString.Invariant($"{name} of epoch {line.Epoch} is {value}"));
            }

            if (line.Values.TryGetValue("loss", out var loss) && Parts.All(line.Values.ContainsKey)
                && Parts.Sum(name => line.Values[name]) is var sum && Math.Abs(loss - sum) > Rounding)
            {
                yield return Of("adopted-losses", place, FormattableString.Invariant($"expected the loss of epoch {line.Epoch} to be its parts' sum {sum:0.0000}, found {loss:0.0000}"));
            }
        }

        foreach (var snapshot in run.Snapshots)
        {
            foreach (var finding in OfSnapshot(run, snapshot))
            {
                yield return finding;
            }
        }
    }

    private static IEnumerable<Finding> OfSnapshot(PastRun run, PastSnapshot snapshot)
    {
        var arguments = run.ArgumentsOf(snapshot.Facts.Epoch);
        var groups = new ReferenceOptimizer(snapshot.Digests.Keys, run.Architecture, arguments.Options(run.Architecture)).Groups(snapshot.Facts.Epoch, arguments.CurrentEpoch);
        if (groups.Count != snapshot.Facts.Groups.Count)
        {
            yield return Of("adopted-rates", snapshot.Name, FormattableString.Invariant($"expected {groups.Count} groups of parameters, found {snapshot.Facts.Groups.Count}"));
        }

        foreach (var (place, (expected, found)) in groups.Zip(snapshot.Facts.Groups).Index())
        {
            if (!Settings(expected).SequenceEqual(Settings(found)))
            {
                yield return Of("adopted-rates", snapshot.Name, FormattableString.Invariant(
                    $"group {place} of the optimizer: expected rate {expected.Rate}, momentum {expected.Momentum}, weight decay {expected.WeightDecay}, Nesterov {expected.Nesterov}, found {found.Rate}, {found.Momentum}, {found.WeightDecay}, {found.Nesterov}"));
            }
            else if (!expected.Parameters.SequenceEqual(found.Parameters))
            {
                yield return Of("adopted-rates", snapshot.Name, FormattableString.Invariant($"group {place} of the optimizer: expected {expected.Parameters.Count} parameters, found others or {found.Parameters.Count}"));
            }
        }

        var moving = snapshot.Attention.Select(parameter => parameter.Number).Order();
        if (!moving.SequenceEqual(snapshot.Facts.Moving.Order()))
        {
            yield return Of("adopted-momentum", snapshot.Name, FormattableString.Invariant(
                $"expected momentum of the attention's parameters {string.Join(", ", moving)} alone, found of {string.Join(", ", snapshot.Facts.Moving.Order())}"));
        }

        foreach (var parameter in snapshot.Attention.Where(parameter => !parameter.IsFinite))
        {
            yield return Of("adopted-finite", $"{snapshot.Name}:{parameter.Name}", "expected finite numbers, found others in it or its momentum");
        }
    }

    private static IEnumerable<object> Settings(SnapshotGroup group) => [group.Rate, group.Momentum, group.WeightDecay, group.Nesterov];

    private static Finding Of(string id, string subject, string evidence) =>
        new(id, AuditLevel.Consistency, FindingSeverity.Error, subject, evidence, "ask where the files come from: the scripts do not write this");
}
