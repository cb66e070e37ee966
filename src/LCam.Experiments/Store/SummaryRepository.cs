using Dapper;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>
/// What runs' scores amount to. Summaries of runs that succeeded are kept beside the scores, so that a table of many
/// runs need not read every image; any change of a run's scores, by whatever program, drops its summary.
/// </summary>
public sealed class SummaryRepository(StoreDatabase database)
{
    /// <summary>The summaries of these runs, by run; of those without scores there is none.</summary>
    /// <param name="recompute">Work every one out from the scores, those that are kept too.</param>
    public IReadOnlyDictionary<string, ScoreSummary> Of(IReadOnlyCollection<string> runIds, bool recompute = false) => database.Read(connection =>
    {
        var summaries = recompute ? new Dictionary<string, ScoreSummary>(StringComparer.Ordinal) : Kept(connection, runIds);
        foreach (var runId in runIds.Where(runId => !summaries.ContainsKey(runId)).Distinct())
        {
            if (ScoreSummary.Of(ScoreRepository.Images(connection, runId)) is { } summary)
            {
                summaries.Add(runId, summary);
            }
        }

        return summaries;
    });

    /// <summary>Keeps the summary of a run whose scores are complete.</summary>
    internal static void Keep(SqliteConnection connection, SqliteTransaction transaction, string runId)
    {
        if (ScoreSummary.Of(ScoreRepository.Images(connection, runId, transaction)) is { } summary)
        {
            connection.Execute(
                "INSERT OR REPLACE INTO score_summaries (run_id, summary) VALUES (@runId, @text)", new { runId, text = summary.Text() }, transaction);
        }
    }

    private static Dictionary<string, ScoreSummary> Kept(SqliteConnection connection, IReadOnlyCollection<string> runIds) => connection
        .Query<(string Run, string Summary)>(
            "SELECT run_id, summary FROM score_summaries WHERE run_id IN (SELECT value FROM json_each(@runs))", new { runs = KeyList.Text(runIds) })
        .ToDictionary(row => row.Run, row => ScoreSummary.Parse(row.Summary), StringComparer.Ordinal);
}
