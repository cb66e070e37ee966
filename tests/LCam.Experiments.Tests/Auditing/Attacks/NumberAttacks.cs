using LCam.Evaluation;
using LCam.Experiments.Journals;

namespace LCam.Experiments.Tests.Auditing.Attacks;

/// <summary>Each kind of number is edited, and the edit covered up at every level that needs no key.</summary>
internal static class NumberAttacks
{
    public static IEnumerable<Attack> All => Edits.SelectMany(edit => Covers.Select(cover => new Attack($"{edit.What}: {cover.What}", cover.Findings(edit), forger => cover.Act(forger, edit))));

    /// <summary>All covers of the number that tables show most.</summary>
    public static IEnumerable<Attack> Selection => All.Where(attack => attack.What.StartsWith(Edits[0].What, StringComparison.Ordinal));

    private static IReadOnlyList<Edit> Edits { get; } =
    [
        new("a confidence after muting", "scores", forger => forger.Evaluation,
            "UPDATE image_scores SET confidence = confidence / 2 WHERE run_id = @run AND image_index = 3 AND percentage = 0.5",
            entry => entry is ImageEntry { Score.Index: 3 } image
                ? image with { Score = image.Score with { Masked = [.. image.Score.Masked.Select(masked => masked.Percentage == 0.5 ? masked with { Confidence = masked.Confidence / 2 } : masked)] } }
                : entry),
        new("a confidence before muting", "images", forger => forger.Evaluation,
            "UPDATE explained_images SET confidence = confidence / 2 WHERE run_id = @run AND image_index = 2",
            entry => Scored(entry, 2, score => score with { Confidence = score.Confidence / 2 })),
        new("a rank after muting", "scores", forger => forger.Evaluation,
            "UPDATE image_scores SET label_rank = 9 WHERE run_id = @run AND image_index = 1",
            entry => Scored(entry, 1, score => score with { Masked = [.. score.Masked.Select(masked => masked with { LabelRank = 9 })] })),
        new("a further measure", "measures", forger => forger.Evaluation,
            "UPDATE image_measures SET value = value / 2 WHERE run_id = @run AND image_index = 4",
            entry => Scored(entry, 4, score => score with { Measures = score.Measures!.ToDictionary(measure => measure.Key, measure => measure.Value / 2) })),
        new("a training's losses", "metrics", forger => forger.Training,
            "UPDATE metrics SET value = value / 2 WHERE run_id = @run AND name = 'loss'",
            entry => entry switch
            {
                StepEntry step => step with { Metrics = Halved(step.Metrics) },
                EpochEntry epoch => epoch with { Metrics = Halved(epoch.Metrics) },
                _ => entry,
            }),
        new("the classifier's accuracy", "metrics", forger => forger.Classifier,
            "UPDATE metrics SET value = 1.5 WHERE run_id = @run AND scope = 'run'",
            entry => entry is RunEntry run ? run with { Metrics = run.Metrics.ToDictionary(metric => metric.Key, _ => 1.5) } : entry),
    ];

    private static IReadOnlyList<Cover> Covers { get; } =
    [
        new("nothing else", edit => [$"A1-{edit.Table}-changed", "A1-seal-rows", "A1-journal-rows"], (forger, edit) => edit.Rows(forger)),
        new("summary and tables made anew", edit => [$"A1-{edit.Table}-changed", "A1-seal-rows", "A1-journal-rows"], Shown),
        new("digests made anew", _ => ["A1-event-changed", "A1-seal-rows", "A1-journal-rows"], (forger, edit) =>
        {
            Shown(forger, edit);
            forger.Store.BindAnew(edit.Run(forger));
        }),
        new("digests and chain made anew", _ => ["A1-seal-chain", "A1-seal-run", "A1-seal-rows", "A1-journal-rows"], Chained),
        new("digests, chain and the store's seal made anew", _ => ["A1-seal-file", "A1-seal-replaced", "A1-seal-chain", "A1-seal-rows"], Resealed),
        new("digests, chain, seal and its file made anew", _ => ["A1-seal-signature", "A1-journal-rows"], (forger, edit) =>
        {
            Resealed(forger, edit);
            File.WriteAllText(forger.SealPath, forger.Store.Seal);
        }),
        new("all made anew, the journal too, and signed by a stranger", _ => ["A1-seal-signature"], (forger, edit) =>
        {
            forger.EditJournal(edit.Run(forger), edit.Journal);
            Resealed(forger, edit);
            File.WriteAllText(forger.SealPath, forger.Store.Seal);
            forger.SignAsStranger();
        }),
        new("the journal edited alike, digests and chain made anew", _ => ["A1-seal-chain", "A1-seal-run", "A1-seal-rows"], (forger, edit) =>
        {
            forger.EditJournal(edit.Run(forger), edit.Journal);
            Chained(forger, edit);
        }),
        new("the run said to have ended twice", _ => ["A1-seal-run", "A1-seal-rows", "A1-journal-rows"], (forger, edit) =>
        {
            Shown(forger, edit);
            forger.Restart(edit.Run(forger), removes: false);
        }),
        new("the run said to have been removed and executed again", _ => ["A1-seal-run", "A1-seal-rows", "A1-journal-rows"], (forger, edit) =>
        {
            Shown(forger, edit);
            forger.Restart(edit.Run(forger));
        }),
        new("the run said to be executed again, the journal edited alike, and a newer seal without a file", _ => ["A1-seal-replaced", "A1-seal-run", "A1-seal-rows"], (forger, edit) =>
        {
            forger.EditJournal(edit.Run(forger), edit.Journal);
            Shown(forger, edit);
            forger.Restart(edit.Run(forger));
            forger.AppendSeal(null);
        }),
    ];

    private static void Shown(Forger forger, Edit edit)
    {
        edit.Rows(forger);
        forger.Summarise(edit.Run(forger));
        forger.WriteTables();
    }

    private static void Chained(Forger forger, Edit edit)
    {
        Shown(forger, edit);
        forger.Store.BindAnew(edit.Run(forger));
        forger.Store.ChainAnew();
    }

    private static void Resealed(Forger forger, Edit edit)
    {
        Chained(forger, edit);
        forger.SealAnew();
    }

    private static JournalEntry Scored(JournalEntry entry, int index, Func<ImageScore, ImageScore> edit) =>
        entry is ImageEntry image && image.Score.Index == index ? image with { Score = edit(image.Score) } : entry;

    private static Dictionary<string, double> Halved(IReadOnlyDictionary<string, double> metrics) =>
        metrics.ToDictionary(metric => metric.Key, metric => metric.Key == "loss" ? metric.Value / 2 : metric.Value);

    private sealed record Edit(string What, string Table, Func<Forger, string> Run, string Sql, Func<JournalEntry, JournalEntry> Journal)
    {
        public void Rows(Forger forger) => forger.Store.Execute(Sql, new { run = Run(forger) });
    }

    private sealed record Cover(string What, Func<Edit, string[]> Findings, Action<Forger, Edit> Act);
}
