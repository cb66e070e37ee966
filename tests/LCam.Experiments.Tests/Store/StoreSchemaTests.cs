using Dapper;
using LCam.Experiments.Store;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Tests.Store;

/// <summary>A store's schema is what the program makes, object by object.</summary>
public sealed class StoreSchemaTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-schema-");

    public StoreSchemaTests() => StoreDatabase.Open(_folder.FullName).Dispose();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("CREATE TRIGGER sqliteXstat_e AFTER INSERT ON seeds BEGIN DELETE FROM seeds; END", "trigger sqliteXstat_e: the program makes none")]
    [InlineData("CREATE VIEW sqlite9 AS SELECT * FROM runs", "view sqlite9: the program makes none")]
    [InlineData("CREATE INDEX quick ON runs (host)", "index quick: the program makes none")]
    [InlineData("DROP INDEX runs_by_state", "index runs_by_state: it is missing")]
    [InlineData("ALTER TABLE seeds ADD COLUMN g INTEGER AS (seed * 2)", "table seeds: it is not as the program makes it")]
    [InlineData("DROP TRIGGER image_scores_added; CREATE TRIGGER image_scores_added AFTER INSERT ON image_measures BEGIN DELETE FROM score_summaries WHERE run_id = NEW.run_id; END", "trigger image_scores_added: it is not as the program makes it")]
    public void Another_schema_is_refused_by_whoever_writes_or_reads(string sql, string problem)
    {
        Execute(sql);
        foreach (var open in (Action[])[() => StoreDatabase.Open(_folder.FullName).Dispose(), () => StoreDatabase.OpenReadOnly(_folder.FullName)!.Dispose()])
        {
            var failure = Assert.Throws<ProblemException>(open);
            Assert.Equal(ProblemKind.Environment, failure.Kind);
            Assert.Contains(problem, Assert.Single(failure.Problems).What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Statistics_that_SQLite_keeps_for_itself_are_no_difference()
    {
        Execute("INSERT INTO environments VALUES ('e', '{}'); ANALYZE");
        StoreDatabase.Open(_folder.FullName).Dispose();
        StoreDatabase.OpenReadOnly(_folder.FullName)!.Dispose();
    }

    [Fact]
    public void Every_difference_is_named_at_once()
    {
        Execute("CREATE VIEW a AS SELECT 1; CREATE VIEW b AS SELECT 2");
        Assert.Equal(2, Assert.Throws<ProblemException>(() => StoreDatabase.Open(_folder.FullName)).Problems.Count);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, StoreDatabase.FileName)};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
