using LCam.Evaluation;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Losses;

namespace LCam.Experiments.Galleries;

/// <summary>Finds an experiment's networks, methods and scores in the store, and chooses the images.</summary>
internal sealed class GalleryPlanner(ExperimentStore store)
{
    // More rows under an image nobody reads, and the scores of a very large experiment would fill the memory.
    private const int MaximumMethods = 40;
    private const int MaximumNotes = 20;

    public GalleryPlan Plan(ExperimentSpec spec, GalleryOptions options)
    {
        if (options.Images == 0 || spec.Sanity is not null)
        {
            return Nothing(spec.Sanity is null ? "no images were asked for" : "a sanity check compares maps of many networks and keeps no image's confidences");
        }

        var rows = StoredRows.Of(RowSource.All(spec, CellExpansion.Expand(spec)), spec.Name, store).Rows.OrderBy(row => row.Source.Kind).ToList();
        var measured = rows.Where(row => row.Run?.State == RunState.Succeeded).ToList();
        var shown = measured.GroupBy(row => row.Source.Group).SelectMany(Shown).ToHashSet();
        var networks = Networks([.. measured.Where(shown.Contains)]);
        var missing = Missing(rows, measured.Count - shown.Count);
        var percentages = networks.SelectMany(network => network.Methods).SelectMany(method => method.Percentages).ToList();
        if (percentages.Count == 0)
        {
            return Nothing("nothing has been measured yet") with { Notes = ["nothing has been measured yet", .. missing] };
        }

        var changes = networks.Select(network => new NetworkChanges(
            network.Network.Name, [.. network.Methods.Select(method => method.Changes(percentages.Min())).OfType<MethodChanges>()])).ToList();
        var available = networks.SelectMany(network => network.Methods).SelectMany(method => method.Scores.Keys).Distinct().Count();
        return new GalleryPlan(networks, ImageChooser.Choose(changes, options.Images, options.Seed), available, percentages.Min(), missing);
    }

    // Of very many, those that others are held against, then the first.
    private static IEnumerable<StoredRow> Shown(IEnumerable<StoredRow> rows) => rows.OrderBy(row => row.Source.Kind == RowKind.Trained).Take(MaximumMethods);

    private static List<string> Missing(IReadOnlyList<StoredRow> rows, int leftOut)
    {
        var missing = rows.Where(row => row.Run?.State != RunState.Succeeded).ToList();
        var notes = missing.Take(MaximumNotes).Select(row => $"{row.Source.Group}, {row.Source.Method}: {row.WhyMissing("")}").ToList();
        if (missing.Count > MaximumNotes)
        {
            notes.Add(FormattableString.Invariant($"{missing.Count - MaximumNotes} more methods are not measured yet"));
        }

        if (leftOut > 0)
        {
            notes.Add(FormattableString.Invariant($"{leftOut} more methods are measured: {MaximumMethods} of a backbone are shown, those that are compared with and then the first"));
        }

        return notes;
    }

    private static GalleryPlan Nothing(string why) => new([], [], 0, 0, [why]);

    private List<PlannedNetwork> Networks(IReadOnlyList<StoredRow> rows)
    {
        var stages = store.Experiments.Stages([.. rows.Select(row => row.Run!.StageKey).Distinct(StringComparer.Ordinal)]);
        var groups = rows.GroupBy(row => Network(row.Source.Group, stages.GetValueOrDefault(row.Run!.StageKey) ?? throw RunRepository.Gone(row.Run!, "stage"))).ToList();
        var names = groups.Select(group => group.Key.Name).ToList();
        return
        [
            .. groups.Select((group, ordinal) => Planned(
                ordinal,
                group.Key.Name,
                names.Count(name => name == names[ordinal]) == 1 ? names[ordinal] : $"{names[ordinal]}, {group.Key.Crop} px, network {FormattableString.Invariant($"{ordinal + 1}")}",
                [.. group])),
        ];
    }

    // What is in a stage's identity are contents: the same network and pixels, wherever the files are.
    private static (string Name, string Crop, string Content) Network(string name, StageRecord stage)
    {
        var identity = StoredJson.Parse(stage.Identity)!;
        var evaluation = identity["evaluation"];
        var crop = evaluation?["crop-size"]?.ToJsonString() ?? "";
        return (name, crop, $"{identity["backbone"]?.ToJsonString()} {identity["images"]?.ToJsonString()} {evaluation?["input-size"]?.ToJsonString()}");
    }

    private PlannedNetwork Planned(int ordinal, string backbone, string name, IReadOnlyList<StoredRow> rows)
    {
        var methods = rows.Select((row, place) => Method(row, place)).ToList();
        return new PlannedNetwork(new GalleryNetwork(ordinal, backbone, name, [.. methods.Select(method => method.Method)]), methods);
    }

    private PlannedMethod Method(StoredRow row, int ordinal)
    {
        var (source, run) = (row.Source, row.Run!);
        IReadOnlyList<ImageScore> scores = store.Scores.Images(run.Id);
        var measured = scores.SelectMany(score => score.Masked.Select(masked => masked.Percentage)).ToHashSet();
        return new PlannedMethod(
            new GalleryMethod(ordinal, source.Method, source.Kind, run.StageKey, run.Id, source.ForwardPasses ?? 0),
            source.Backbone,
            run,
            source.Cell is { Loss: LossKind.LCam },
            [.. source.Percentages.Where(measured.Contains).Order()],
            scores.ToDictionary(score => score.Index)) { MapsStage = row.MapsStage };
    }
}
