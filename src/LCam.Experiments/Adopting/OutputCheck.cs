using LCam.Training;

namespace LCam.Experiments.Adopting;

/// <summary>
/// What the training script printed tells the story of record and snapshots once more: each line's place among the steps,
/// losses that add up, means that end at the record's, and the rates of the schedule.
/// </summary>
internal static class OutputCheck
{
    // Four digits behind the point, of each of four numbers: half a unit of the last for each.
    private const double Rounding = 4 * 0.5e-4 * 1.001;
    private const double RateTolerance = 1e-9;

    private static readonly string[] Parts = ["losses_meanMask", "losses_variationMask", "losses_ce"];

    public static IEnumerable<Finding> Find(PastRun run, TrainingOutput? output, string file)
    {
        if (output is null)
        {
            return [];
        }

        return
        [
            .. output.Progress.SelectMany(line => OfLine(run, line, file)),
            .. Enumerable.Range(0, run.Options.Epochs).SelectMany(epoch => OfEpoch(run, output, epoch, file)),
        ];
    }

    private static IEnumerable<Finding> OfLine(PastRun run, PrintedProgress line, string file)
    {
        var place = At(file, line.Line);
        if (line.Epoch >= run.Options.Epochs)
        {
            yield return Of(place, FormattableString.Invariant($"epoch {line.Epoch} of a training of {run.Options.Epochs} epochs"));
        }

        if (line.Steps != run.StepsPerEpoch)
        {
            yield return Of(place, FormattableString.Invariant($"expected {run.StepsPerEpoch} steps an epoch, found {line.Steps}"));
        }

        foreach (var (name, (own, mean)) in line.Values.Where(value => !double.IsFinite(value.Value.Own) || !double.IsFinite(value.Value.Mean)))
        {
            yield return Of(place, FormattableString.Invariant($"{name} is {own}, its mean {mean}"));
        }

        if (line.Values.TryGetValue("loss", out var loss) && Parts.All(line.Values.ContainsKey))
        {
            foreach (var (what, found, sum) in new[] { ("loss", loss.Own, Parts.Sum(name => line.Values[name].Own)), ("mean loss", loss.Mean, Parts.Sum(name => line.Values[name].Mean)) })
            {
                if (Math.Abs(found - sum) > Rounding)
                {
                    yield return Of(place, FormattableString.Invariant($"expected the {what} to be its parts' sum {sum:0.0000}, found {found:0.0000}"));
                }
            }
        }
    }

    private static IEnumerable<Finding> OfEpoch(PastRun run, TrainingOutput output, int epoch, string file)
    {
        var lines = output.Progress.Where(line => line.Epoch == epoch).ToList();
        var arguments = run.ArgumentsOf(epoch);
        var first = arguments.Counter + ((epoch - arguments.CurrentEpoch) * run.StepsPerEpoch);

        // A counter that is a multiple of the interval is told, as its place in the epoch.
        if (arguments.PrintInterval is { } interval && run.StepsPerEpoch > 0)
        {
            var expected = (((first + run.StepsPerEpoch) / interval) - (first / interval)) is var count && count == lines.Count
                ? Enumerable.Range(1, (int)count).Select(number => ((first / interval) + number) * interval % run.StepsPerEpoch).ToList()
                : null;
            if (expected is null || !expected.SequenceEqual(lines.Select(line => (long)line.Step)))
            {
                yield return Of(lines.Count > 0 ? At(file, lines[0].Line) : file, FormattableString.Invariant(
                    $"expected {count} lines of epoch {epoch}, one each {interval} steps, found {(lines.Count == count ? $"steps {string.Join(", ", lines.Take(20).Select(line => line.Step))}" : lines.Count)}"));
            }
        }

        // The record has the means as they were after the epoch's last step.
        if (lines.Count > 0 && lines[^1].Step == 0
            && run.Record.Sections.SelectMany(section => section.Epochs).LastOrDefault(line => line.Epoch == epoch) is { } record)
        {
            foreach (var (name, (_, mean)) in lines[^1].Values.Where(value => record.Values.TryGetValue(value.Key, out var recorded) && !recorded.Equals(value.Value.Mean)))
            {
                yield return Of(At(file, lines[^1].Line), FormattableString.Invariant($"expected {name} of epoch {epoch} as in {TrainRecord.FileName}:{record.Line}, {record.Values[name]}, found {mean}"));
            }
        }

        foreach (var finding in Rates(run, output, epoch, file))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> Rates(PastRun run, TrainingOutput output, int epoch, string file)
    {
        var arguments = run.ArgumentsOf(epoch);
        var optimizer = new ReferenceOptimizer([], run.Architecture, arguments.Options(run.Architecture));
        var expected = optimizer.Groups(epoch, arguments.CurrentEpoch).Select(group => group.Rate).ToList();
        var printed = output.Rates.Where(rate => rate.Epoch == epoch).ToList();

        // Only an epoch that lowers them prints them.
        var isLowered = epoch > arguments.CurrentEpoch && !expected.SequenceEqual(optimizer.Groups(epoch - 1, arguments.CurrentEpoch).Select(group => group.Rate));
        if (printed.Count == 0 ? isLowered : printed.Count != expected.Count)
        {
            yield return Of(printed.Count > 0 ? At(file, printed[0].Line) : file, FormattableString.Invariant($"expected {expected.Count} rates of epoch {epoch}, found {printed.Count}"));
        }

        foreach (var (rate, found) in expected.Zip(printed).Where(pair => Math.Abs(pair.First - pair.Second.Rate) > RateTolerance * pair.First))
        {
            yield return Of(At(file, found.Line), FormattableString.Invariant($"expected the rate {rate:g12} of epoch {epoch}, found {found.Rate:g12}"));
        }
    }

    private static string At(string file, int line) => FormattableString.Invariant($"{file}:{line}");

    private static Finding Of(string subject, string evidence) =>
        new("adopted-output", AuditLevel.Consistency, FindingSeverity.Error, subject, evidence, "take record and output of the same training, as the script left them");
}
