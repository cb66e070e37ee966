using LCam.Problems;

namespace LCam.Experiments.Tests.Auditing.Attacks;

/// <summary>What docs/audit.md says that somebody without the key can still do: each is done here, so that it says the truth.</summary>
[Collection(AuditCollection.Name)]
public sealed class LimitTests(FinishedExperiment finished)
{
    [Fact]
    public void Without_signers_who_makes_everything_anew_is_not_found_and_with_signers_is()
    {
        using var store = finished.Copy();
        var forger = new Forger(store);
        NumberAttacks.All.First(attack => attack.What.EndsWith("signed by a stranger", StringComparison.Ordinal)).Act(forger);
        File.Delete(forger.SealPath + ".sig");
        Assert.Empty(store.Audit(isSigned: false).Findings);
        Assert.Contains(store.Audit().Findings, finding => finding.Id == "A1-seal-signature");
    }

    [Fact]
    public void Who_removes_an_experiment_and_every_trace_of_it_is_found_only_by_asking_for_it()
    {
        using var store = finished.Copy();
        store.Execute(
            """
            DELETE FROM seals; DELETE FROM events; DELETE FROM score_summaries; DELETE FROM image_scores; DELETE FROM image_measures; DELETE FROM explained_images;
            DELETE FROM metrics; DELETE FROM seeds; DELETE FROM checkpoints; DELETE FROM artifacts; DELETE FROM run_provenance; DELETE FROM stretch_hosts; DELETE FROM stretches; DELETE FROM runs; DELETE FROM cells; DELETE FROM stages; DELETE FROM experiments
            """);
        Directory.Delete(store.PathOf("store", "stages"), recursive: true);
        Assert.Empty(store.Audit().Findings);
        Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => store.Audit("tiny")).Kind);
    }

    [Fact]
    public void Who_puts_back_an_older_signed_state_as_a_whole_is_not_found()
    {
        using (var newer = finished.Copy())
        {
            newer.Resign(manifest => manifest["sealed"] = "2999-01-01T00:00:00.0000000Z");
            Assert.Empty(newer.Audit().Findings);
        }

        using var older = finished.Copy();
        Assert.Empty(older.Audit().Findings);
    }

    [Fact]
    public void What_no_table_uses_may_be_changed()
    {
        using var store = finished.Copy();
        var forger = new Forger(store);
        var before = forger.Tables();
        store.Execute("UPDATE cells SET updated = '2020-01-01T00:00:00.0000000Z'; UPDATE experiments SET updated = '2020-01-01T00:00:00.0000000Z'");
        store.Execute("INSERT INTO cells (id, experiment_id, ordinal, label, fingerprint, classifier_key, train_key, measure_key, current, updated) SELECT id + 10, experiment_id, 99, label || ' former', fingerprint, classifier_key, train_key, measure_key, 0, updated FROM cells WHERE ordinal = 0");
        store.Append("fault-retried", "", """{"attempt":1,"kind":"x","message":"y"}""");
        store.Execute("DROP TABLE IF EXISTS none; ANALYZE");
        File.WriteAllText(forger.PathOf(forger.Training, "log.txt"), "anything");
        Assert.Empty(store.Audit().Findings);
        Assert.Equal(before, forger.Tables());
    }

    [Fact]
    public void What_happened_after_the_last_seal_can_be_taken_back()
    {
        using var store = finished.Copy();
        store.Append("run-warning", "tiny", "{}");
        store.Execute("DELETE FROM events WHERE kind = 'run-warning'");
        Assert.Empty(store.Audit().Findings);
    }
}
