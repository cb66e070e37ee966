using System.Globalization;
using Dapper;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Numbers that a run took over from another are that run's.</summary>
internal sealed class TakenScores() : FolderCheck(
    "A2-taken-scores", AuditLevel.Consistency, "Numbers that a run took over from another are not those that the other measured", "restore the store from a copy: scores of one of the runs were changed, or the line of the journal that tells of it")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from run in subject.InScope
        where run.Succeeded
        from taken in subject.Folders.Taken.GetValueOrDefault(run.Id, [])
        let finding = Compare(subject, run, taken)
        where finding is not null
        select finding;

    // A run that was removed on request leaves its numbers to those that took them: their own rows and journals are bound.
    private Finding? Compare(AuditSubject subject, AuditedRun run, TakenEntry taken)
    {
        if (Digest.Parse(taken.Stage) is null)
        {
            return Found($"run {run.Id}", $"its journal tells of numbers from the stage '{taken.Stage}', and no stage has such a key");
        }

        var source = RunRecord.IdOf(taken.Stage, taken.Attempt);
        if (!subject.Runs.ContainsKey(source))
        {
            return subject.IsRemoved(source) ? null : Unchecked($"run {run.Id}", $"the store does not have run {source}, from which numbers were taken");
        }

        var differences = Differences(subject, run.Id, source, taken).ToList();
        return differences.Count == 0 ? null : Found($"run {run.Id}", $"other numbers than those of run {source}, from which they were taken: {string.Join("; ", differences)}");
    }

    private static IEnumerable<string> Differences(AuditSubject subject, string run, string source, TakenEntry taken)
    {
        if (Image(subject, "explained_images", "image, label, class, confidence, label_rank, degenerate", "1 = 1", run, source) is { } clean)
        {
            yield return $"image {clean} before muting";
        }

        foreach (var percentage in taken.Percentages)
        {
            var text = percentage.ToString(CultureInfo.InvariantCulture);
            if (Image(subject, "image_scores", "confidence, label_rank", "percentage = @value", run, source, percentage) is { } image)
            {
                yield return $"image {image} at percentage {text}";
            }
        }

        foreach (var measure in taken.Measures)
        {
            if (Image(subject, "image_measures", "value", "measure = @value", run, source, measure) is { } image)
            {
                yield return $"{measure} of image {image}";
            }
        }
    }

    // The first image of which one run has another row than the other, or has none.
    private static string? Image(AuditSubject subject, string table, string columns, string which, string run, string source, object? value = null)
    {
        string Rows(string id) => $"SELECT image_index, {columns} FROM {table} WHERE run_id = {id} AND {which}";
        return subject.Connection.QuerySingleOrDefault<string?>(
            $"""
            SELECT CAST(image_index AS TEXT) FROM (
              SELECT * FROM ({Rows("@run")} EXCEPT {Rows("@source")}) UNION ALL SELECT * FROM ({Rows("@source")} EXCEPT {Rows("@run")}))
            ORDER BY image_index LIMIT 1
            """,
            new { run, source, value });
    }
}
