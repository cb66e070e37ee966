using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Experiments.Environments;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Checklists;

/// <summary>What is known of how an experiment's numbers came about.</summary>
internal static class ResultLines
{
    private static readonly string[] Hardware = ["processor", "processors", "gpu"];

    public static IEnumerable<ChecklistLine> Of(EvidenceFacts facts)
    {
        yield return new ChecklistLine("Hyper-parameters: ranges, how they were chosen, and all values", [.. Parameters(facts)], "Say what else was tried, and by which criterion the values were chosen: the program chose none.");
        yield return new ChecklistLine("Number of training and evaluation runs", [.. Counts(facts)], null);
        string[] measures = [.. Measures(facts)];
        yield return new ChecklistLine("Definition of the measures", measures, measures.Length > 0 ? null : "Define what was measured.");
        yield return Spread(facts);
        yield return new ChecklistLine("Average running time, or energy", [.. Times(facts), "Energy was not measured."], null);
        yield return new ChecklistLine("Computing infrastructure", [.. Infrastructure(facts)], null);
    }

    public static IEnumerable<string> Parameters(EvidenceFacts facts)
    {
        var axes = facts.Spec.Matrix.Axes.Where(axis => axis.Values.Count > 1)
            .Select(axis => $"{axis.Key} ({EvidenceFacts.List(axis.Values.Select(value => value.Text))})").ToList();
        yield return axes.Count == 0 ? "Nothing was swept." : $"Swept: {string.Join("; ", axes)}.";
        var defaults = facts.Spec.Origins.Count(origin => origin.Value.StartsWith("default", StringComparison.Ordinal));
        yield return string.Create(CultureInfo.InvariantCulture, $"The store has all {facts.Spec.Resolved.Count} values and where each is from; {defaults} are defaults.");
    }

    private static IEnumerable<string> Counts(EvidenceFacts facts)
    {
        foreach (var runs in facts.Runs.GroupBy(run => run.Stage.Kind))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Runs of kind {runs.Key}: {runs.Count()} ({EvidenceFacts.Named([.. runs])}).");
        }

        var failed = facts.Recorded.Runs.Count(run => run.Run.State != RunState.Succeeded);
        yield return string.Create(CultureInfo.InvariantCulture, $"Attempts that failed or were interrupted: {failed}; {facts.Recorded.Unfinished} of {facts.Recorded.Stages.Count} stages have no result.");
        foreach (var line in Seeds(facts))
        {
            yield return line;
        }
    }

    public static IEnumerable<string> Seeds(EvidenceFacts facts)
    {
        if (facts.Seeds.Count > 0)
        {
            yield return $"Seeds of the trainings: {EvidenceFacts.List(facts.Seeds.Select(seed => seed.ToString(CultureInfo.InvariantCulture)))}.";
        }

        if (facts.HasModelsFromElsewhere)
        {
            yield return "The seeds of models that were trained elsewhere are unknown.";
        }
    }

    private static IEnumerable<string> Measures(EvidenceFacts facts) =>
        from measures in facts.Settings("measure").Concat(facts.Settings("sanity")).Select(settings => settings["measures"]?.AsObject()).OfType<JsonObject>()
            .SelectMany(measures => measures).GroupBy(measure => measure.Key)
        let versions = string.Join(" and ", measures.Select(measure => CanonicalJson.Text(measure.Value)).Distinct())
        let known = MeasureRegistry.All.FirstOrDefault(measure => measure.Id == measures.Key)
        select known is null ? $"{measures.Key}, version {versions}." : $"{known.Name} ({measures.Key}, version {versions}): {known.Definition}";

    public static ChecklistLine Spread(EvidenceFacts facts)
    {
        var seeds = facts.Seeds.Count;
        var facets = facts.Spec.Tables.Where(table => table.ShowsDeviation || table.ShowsInterval || table.Baseline is not null).Select(table => string.Create(
            CultureInfo.InvariantCulture,
            $"The table {table.Name} has means with {EvidenceFacts.List(Bars(table))}; intervals are of {100 * table.Bootstrap.Confidence:0.##} %, by {table.Bootstrap.Resamples} resamples.")).ToList();
        string[] all =
        [
            seeds == 0 ? "Numbers are means over the evaluation images, of models that were trained elsewhere."
                : string.Create(CultureInfo.InvariantCulture, $"Numbers are means over the evaluation images. Seeds of the trainings: {seeds}."),
            .. facets,
        ];
        const string What = "Results with central tendency and variation";
        return seeds > 1 && facets.Count > 0
            ? new ChecklistLine(What, all, null)
            : new ChecklistLine(What, all, seeds > 1 ? "No table shows how far numbers vary: add one with 'show: [deviation, interval]'."
                : seeds == 0 ? "Say of how many trainings the models are, and how far another training's numbers would differ." : "One seed tells nothing of how far another training's numbers would differ: say why one is enough, or add seeds.");
    }

    public static IEnumerable<string> Bars(TableSpec table)
    {
        if (table.ShowsDeviation)
        {
            yield return "standard deviations over seeds";
        }

        if (table.ShowsInterval)
        {
            yield return "bootstrap intervals over images and seeds";
        }

        if (table.Baseline is { } baseline)
        {
            yield return $"paired tests against {baseline}";
        }
    }

    public static IEnumerable<string> Times(EvidenceFacts facts) =>
        facts.Runs.GroupBy(run => run.Stage.Kind)
            .Select(runs => string.Create(CultureInfo.InvariantCulture, $"Runs of kind {runs.Key} took {runs.Average(run => run.Run.Seconds):F1} s on average."))
            .Append(string.Create(CultureInfo.InvariantCulture, $"All runs together took {DeviceUse.Together(facts.Runs):F1} s: those that share their passes over the images go on at the same time, and each counts all of it."));

    private static IEnumerable<string> Infrastructure(EvidenceFacts facts)
    {
        foreach (var key in Hardware)
        {
            if (facts.Versions(key) is { Count: > 0 } values)
            {
                yield return $"{char.ToUpperInvariant(key[0])}{key[1..]}: {string.Join(" and ", values)}.";
            }
        }

        yield return $"Devices: {EvidenceFacts.List(facts.Runs.Select(run => run.Run.Device).Distinct())}; threads: {EvidenceFacts.List(facts.Runs.Select(run => FormattableString.Invariant($"{run.Run.Threads}")).Distinct())}.";
        foreach (var run in facts.Runs)
        {
            if (Stretches.Mixture(run.Stretches) is { Count: > 0 } mixture)
            {
                yield return $"Run {run.Run.Id} is mixed, for it was continued under other conditions: {string.Join("; ", mixture)}.";
            }
        }

        if (facts.Runs.Max(run => run.Provenance?.PeakBytes) is { } peak)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"A process had at most {peak / 1e6:F0} MB resident.");
        }
    }
}
