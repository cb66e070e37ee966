using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Store;

/// <summary>A kept summary is what the scores give, bit for bit, or it is not there.</summary>
public sealed class SummaryTests : IDisposable
{
    private static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly StoreFixture _fixture = new();
    private readonly RunRecord _run;
    private readonly RunRecord _other;

    public SummaryTests()
    {
        _fixture.Record("e", null, StoreFixture.Key('a'), StoreFixture.Key('b'));
        _run = _fixture.Run(StoreFixture.Key('b'), entries: [StoreFixture.Image(0), StoreFixture.Image(1, 0.7, 0.9), StoreFixture.Image(2, 0.1)]);
        _other = _fixture.Run(StoreFixture.Key('a'), entries: [StoreFixture.Image(0)]);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void What_is_kept_of_a_run_that_succeeded_is_what_its_scores_give()
    {
        Assert.Equal(2, Kept().Count);
        Assert.Equal(Text(recompute: true), Text(recompute: false));
        Assert.Contains("NaN", Text(recompute: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_read_what_is_kept()
    {
        var kept = _fixture.Store.Summaries.Of([_run.Id])[_run.Id];
        var changed = kept with { Measures = [.. kept.Measures.Select(measure => measure.Id == "energy-inside" ? measure with { Mean = 0.75 } : measure)] };
        Execute("UPDATE score_summaries SET summary = @text", new { text = changed.Text() });
        Assert.Equal(0.75, Energy(_fixture.Store.Summaries.Of([_run.Id])[_run.Id]));
        Assert.Equal(Energy(kept), Energy(_fixture.Store.Summaries.Of([_run.Id], recompute: true)[_run.Id]));

        static double? Energy(ScoreSummary summary) => summary.Measures.Single(measure => measure.Id == "energy-inside").Mean;
    }

    [Theory]
    [InlineData("UPDATE image_scores SET confidence = 0.3 WHERE run_id = @id AND image_index = 1 AND percentage = 0")]
    [InlineData("DELETE FROM image_scores WHERE run_id = @id AND percentage = 0.5")]
    [InlineData("UPDATE explained_images SET confidence = 0.9 WHERE run_id = @id AND image_index = 2")]
    [InlineData("UPDATE image_measures SET value = 1 WHERE run_id = @id AND image_index = 2")]
    [InlineData("DELETE FROM image_measures WHERE run_id = @id AND image_index = 2")]
    [InlineData("INSERT INTO image_measures VALUES (@id, 0, 'insertion', 1)")]
    [InlineData("INSERT INTO explained_images VALUES (@id, 9, 'x', 0, 0, 0.5, 0, 0); INSERT INTO image_scores VALUES (@id, 9, 0, 0.5, 0), (@id, 9, 0.5, 0.5, 0)")]
    public void Whoever_changes_a_score_drops_the_summary_of_its_run_and_no_other(string change)
    {
        var before = Text(recompute: false);
        Execute(change, new { id = _run.Id });
        Assert.Equal([_other.Id], Kept());
        Assert.NotEqual(before, Text(recompute: false));
        Assert.Equal(Text(recompute: true), Text(recompute: false));
    }

    [Fact]
    public void A_run_that_is_repeated_is_summed_up_anew()
    {
        _fixture.Store.Scores.Forget(_run.Id);
        Assert.Equal([_other.Id], Kept());
        Assert.False(_fixture.Store.Summaries.Of([_run.Id]).ContainsKey(_run.Id));
        _fixture.Run(_run.StageKey, entries: [StoreFixture.Image(5, 0.2)]);
        Assert.Equal(2, Kept().Count);
        Assert.Equal(1, _fixture.Store.Summaries.Of([_run.Id])[_run.Id].Percentages[0].Images);
    }

    private List<string> Kept()
    {
        using var connection = _fixture.Connect();
        return connection.Query<string>("SELECT run_id FROM score_summaries ORDER BY run_id").ToList();
    }

    private void Execute(string sql, object parameters)
    {
        using var connection = _fixture.Connect();
        connection.Execute(sql, parameters);
    }

    private string Text(bool recompute) => JsonSerializer.Serialize(_fixture.Store.Summaries.Of([_run.Id], recompute)[_run.Id], Options);
}
