using System.Text.Json.Nodes;
using LCam.Evaluation;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Measures;

namespace LCam.Experiments.Stages;

/// <summary>
/// What other stages measured of the same maps: one more percentage costs its own forward passes alone. A run's numbers are
/// taken only where all of it was computed under the conditions that are here now, so that they are bit by bit those that
/// would be measured again.
/// </summary>
internal sealed class KnownScores
{
    private readonly Dictionary<int, ImageScore> _scores = [];
    private readonly List<TakenEntry> _taken = [];

    private KnownScores()
    {
    }

    /// <summary>What was taken, from where.</summary>
    public IReadOnlyList<TakenEntry> Taken => _taken;

    public static KnownScores Find(MeasureOrder order, StageFolder folder)
    {
        var known = new KnownScores();
        var here = Conditions.Parse(EnvironmentDescription.Here(order.Execution.Device, order.Execution.Threads).Text);
        foreach (var (stage, attempt, journal) in order.Known ?? [])
        {
            // Scores that somebody changed since are not the run's.
            var run = new StageFolder(folder.FileSystem, folder.Store, stage, attempt);
            if (folder.FileSystem.File.Exists(run.JournalPath) && FileHash.Of(folder.FileSystem, run.JournalPath) == journal)
            {
                known.Take(order, stage, run, here);
            }
        }

        return known;
    }

    /// <summary>Scores of some images, with nothing but what is known of all of them; null where any is not known.</summary>
    public IReadOnlyList<ImageScore>? Of(IReadOnlyList<EvaluationImage> images)
    {
        var scores = images.Select(image => _scores.GetValueOrDefault(image.Index)).OfType<ImageScore>().ToList();
        return scores.Count == images.Count ? scores : null;
    }

    private void Take(MeasureOrder order, string stage, StageFolder run, JsonNode? here)
    {
        if (run.ReadOrder() is not MeasureOrder other)
        {
            return;
        }

        var entries = run.ReadJournal().Select(placed => placed.Entry).ToList();
        var stretches = entries.OfType<StretchEntry>().ToList();
        var scores = entries.OfType<ImageEntry>().Select(entry => entry.Score).DistinctBy(score => score.Index).ToDictionary(score => score.Index);
        if (stretches.Count == 0 || scores.Count == 0 || stretches.Exists(stretch => Conditions.Differences(Conditions.Parse(stretch.Environment), here, ("then", "now")).Count > 0))
        {
            return;
        }

        var first = scores.Values.First();
        var have = _scores.Values.FirstOrDefault();
        var percentages = first.Masked.Select(masked => masked.Percentage).Where(order.Percentages.Contains).Except(have?.Masked.Select(masked => masked.Percentage) ?? []).ToList();
        var asked = order.Evaluation.Measures.ToTake(hasObjects: true)
            .Where(measure => JsonNode.DeepEquals(Settings(measure, order), Settings(measure, other))).Select(measure => measure.Id).ToList();
        var measures = Measured(scores.Values).Where(asked.Contains).Except(Measured(_scores.Values)).Order(StringComparer.Ordinal).ToList();
        if ((have is not null && percentages.Count + measures.Count == 0) || (have is not null && !scores.Keys.ToHashSet().SetEquals(_scores.Keys)))
        {
            return;
        }

        foreach (var (index, score) in scores)
        {
            var before = _scores.GetValueOrDefault(index);
            _scores[index] = score with
            {
                Masked = [.. before?.Masked ?? [], .. score.Masked.Where(masked => percentages.Contains(masked.Percentage))],
                Measures = Merged(before?.Measures, score.Measures, measures),
            };
        }

        _taken.Add(new TakenEntry(stage, run.Attempt, percentages, measures));
    }

    // An image without an object has not all of them.
    private static IEnumerable<string> Measured(IEnumerable<ImageScore> scores) => scores.SelectMany(score => score.Measures?.Keys ?? []).Distinct();

    private static JsonObject Settings(MeasureRegistration measure, MeasureOrder order) => measure.Settings(order.Evaluation.Measures, order.Images.CropSize);

    private static Dictionary<string, double?>? Merged(IReadOnlyDictionary<string, double?>? before, IReadOnlyDictionary<string, double?>? more, IReadOnlyList<string> ids)
    {
        var merged = new Dictionary<string, double?>(before ?? new Dictionary<string, double?>(), StringComparer.Ordinal);
        foreach (var id in ids.Where(id => more?.ContainsKey(id) == true))
        {
            merged[id] = more![id];
        }

        return merged.Count == 0 ? null : merged;
    }
}
