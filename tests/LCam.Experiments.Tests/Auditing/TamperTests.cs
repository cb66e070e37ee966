using System.Text.Json.Nodes;
using LCam.Experiments.Auditing;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>Whatever somebody changes in a finished experiment, the audit finds it and calls it by its name.</summary>
[Collection(AuditCollection.Name)]
public sealed class TamperTests(FinishedExperiment finished)
{
    public static IEnumerable<object[]> Manipulations => Tampering.All.Select(one => new object[] { one.What, one.Finding });

    [Fact]
    public void An_untouched_store_has_no_finding()
    {
        using var store = finished.Copy();
        foreach (var experiment in (string?[])[null, "tiny"])
        {
            var report = store.Audit(experiment);
            Assert.Empty(report.Findings);
            Assert.Equal((5, 11), (report.Runs, report.Events));
        }
    }

    [Fact]
    public void A_store_named_with_a_slash_at_its_end_is_the_same_store()
    {
        using var store = finished.Copy();
        Assert.Empty(store.Audit(folder: store.PathOf("store") + "/").Findings);
    }

    [Fact]
    public void Only_an_audit_reads_a_store_whose_schema_is_another()
    {
        using var store = finished.Copy();
        store.Execute("DROP TABLE IF EXISTS none; CREATE VIEW added AS SELECT * FROM runs");
        var refused = Assert.Throws<ProblemException>(() => ExperimentStore.OpenUntouched(store.PathOf("store"), TimeProvider.System));
        Assert.Contains("view added", refused.Problems[0].What, StringComparison.Ordinal);
        Assert.Throws<ProblemException>(() => ExperimentStore.OpenReadOnly(store.PathOf("store"), TimeProvider.System));
        Assert.Contains(store.Audit().Findings, finding => finding.Id == "A1-schema");
    }

    [Fact]
    public void An_event_of_a_removal_that_cannot_be_read_removes_nothing()
    {
        using var store = finished.Copy();
        store.Append("garbage-collected", "store", "{ no JSON");
        store.Execute("DELETE FROM runs WHERE stage_key = (SELECT measure_key FROM cells LIMIT 1)");
        var found = store.Audit().Findings;
        Assert.Contains(found, finding => finding.Id == "A1-seal-run" && finding.Severity == FindingSeverity.Error);
        Assert.DoesNotContain(found, finding => finding.Id is "A1-run-removed" or "A1-seal-run" && finding.Severity == FindingSeverity.Unchecked);
    }

    [Fact]
    public void A_constant_map_that_leaves_no_confidence_is_no_impossible_one()
    {
        using var store = finished.Copy();
        const string Run = "(SELECT runs.id FROM runs JOIN stages ON key = stage_key WHERE kind = 'measure' ORDER BY runs.id LIMIT 1)";
        store.Execute($"UPDATE explained_images SET degenerate = 1 WHERE run_id = {Run} AND image_index = 2");
        store.Execute($"UPDATE image_scores SET confidence = NULL WHERE run_id = {Run} AND image_index = 2");
        Assert.DoesNotContain(store.Audit().Findings, finding => finding.Id == "A2-confidence");
        store.Execute($"UPDATE image_scores SET confidence = NULL WHERE run_id = {Run} AND image_index = 3");
        Assert.Contains(store.Audit().Findings, finding => finding.Id == "A2-confidence" && finding.Evidence.StartsWith("image 3 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_were_taken_over_are_no_finding_while_they_are_the_other_runs_and_when_that_was_removed_on_request()
    {
        using var store = finished.Copy();
        store.RunAgain("percentage: [0, 0.5]", "percentage: [0, 0.25, 0.5]");
        Assert.DoesNotContain(store.Audit().Findings, finding => finding.Id == "A2-taken-scores");

        var source = store.Value<string>("SELECT run_id FROM image_scores WHERE run_id NOT IN (SELECT run_id FROM image_scores WHERE percentage = 0.25) LIMIT 1");
        store.Execute("DELETE FROM runs WHERE id = @source", new { source });
        Assert.Equal(FindingSeverity.Unchecked, Assert.Single(store.Audit().Findings, finding => finding.Id == "A2-taken-scores").Severity);
        store.Append("garbage-collected", "store", new JsonObject { ["runs"] = new JsonArray(source) }.ToJsonString());
        Assert.DoesNotContain(store.Audit().Findings, finding => finding.Id == "A2-taken-scores");
    }

    [Theory]
    [MemberData(nameof(Manipulations))]
    public void A_manipulation_is_found_and_named(string what, string finding)
    {
        using var store = finished.Copy();
        Tampering.All.Single(one => one.What == what).Act(store);
        var found = store.Audit().Findings;
        Assert.True(found.Any(one => one.Id == finding), $"{what}: {finding} is not among {string.Join("\n", found)}");
        Assert.All(found, one => Assert.False(one.Evidence.Length == 0 || one.Remedy.Length == 0));
    }

    [Fact]
    public void Every_check_has_a_manipulation_that_it_finds()
    {
        Assert.Equal(
            AuditChecks.All.Where(check => AuditOptions.ReadingLevels.Contains(check.Level)).Select(check => check.Id).Order(StringComparer.Ordinal),
            Tampering.All.Select(one => one.Finding).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(AuditChecks.All.Count, AuditChecks.All.Select(check => check.Id).Distinct().Count());
    }

    [Fact]
    public void An_image_whose_size_and_time_are_what_they_were_is_found_by_reading_all_again()
    {
        using var store = finished.Copy();
        var path = store.PathOf("data", "evaluation", "00003.png");
        var time = File.GetLastWriteTimeUtc(path);
        TamperedStore.Flip(path);
        File.SetLastWriteTimeUtc(path, time);
        Assert.Empty(store.Audit().Findings);
        Assert.Equal("A1-input-changed", Assert.Single(store.Audit(rehash: true).Findings).Id);
    }

    [Fact]
    public void An_audit_changes_no_file()
    {
        using var store = finished.Copy();
        var before = store.Hashes();
        store.Audit();
        Assert.Equal(before, store.Hashes());
    }

    [Fact]
    public void A_store_of_another_version_or_none_cannot_be_checked()
    {
        using var store = finished.Copy();
        store.Execute("PRAGMA user_version = 3");
        Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => store.Audit()).Kind);
        File.WriteAllText(store.Database, "no database");
        Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => store.Audit()).Kind);
        File.Delete(store.Database);
        Assert.Equal(ProblemKind.DataMissing, Assert.Throws<ProblemException>(() => store.Audit()).Kind);
    }
}
