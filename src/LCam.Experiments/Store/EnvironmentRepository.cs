using Dapper;
using LCam.Problems;

namespace LCam.Experiments.Store;

/// <summary>Environments in which runs were computed: whole runs, and the stretches of those that went on elsewhere.</summary>
public sealed class EnvironmentRepository(StoreDatabase database)
{
    /// <summary>An environment's canonical JSON; null where the store does not have it.</summary>
    public string? Text(string id) => database.Read(connection =>
        connection.QuerySingleOrDefault<string?>("SELECT description FROM environments WHERE id = @id", new { id }));

    /// <summary>Canonical JSON of where and with what a run computed.</summary>
    /// <exception cref="ProblemException">The store no longer has it.</exception>
    public string Of(RunRecord run) => database.Read(connection =>
        connection.QuerySingleOrDefault<string>("SELECT description FROM environments WHERE id = @EnvironmentId", new { run.EnvironmentId })) ?? throw RunRepository.Gone(run, "environment");

    /// <summary>Who computed which part of a run, first to last; empty for a run of an older program.</summary>
    public IReadOnlyList<StretchRecord> StretchesOf(string runId) => database.Read(connection => connection.Query<StretchRecord>(
        """
        SELECT stretches.first, environment_id AS EnvironmentId, description AS Environment, host
        FROM stretches JOIN environments ON environments.id = environment_id
            LEFT JOIN stretch_hosts ON stretch_hosts.run_id = stretches.run_id AND stretch_hosts.first = stretches.first
        WHERE stretches.run_id = @runId ORDER BY stretches.first
        """,
        new { runId }).ToList());

    /// <summary>Of these runs those that more than one environment computed, with their stretches first to last.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StretchRecord>> SeveralStretchesOf(IReadOnlyCollection<string> runIds) => database.Read(connection =>
        connection.Query<(string Run, long First, string Id, string Environment)>(
                """
                SELECT run_id, first, environment_id, description FROM stretches JOIN environments ON environments.id = environment_id
                WHERE run_id IN (SELECT run_id FROM stretches WHERE run_id IN (SELECT value FROM json_each(@runs)) GROUP BY run_id HAVING COUNT(DISTINCT environment_id) > 1)
                ORDER BY run_id, first
                """,
                new { runs = KeyList.Text(runIds) })
            .GroupBy(row => row.Run, StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, IReadOnlyList<StretchRecord> (rows) => [.. rows.Select(row => new StretchRecord(row.First, row.Id, row.Environment))], StringComparer.Ordinal));
}
