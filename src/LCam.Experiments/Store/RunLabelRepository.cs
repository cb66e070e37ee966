using Dapper;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Tags and notes of runs. They go with their run, and nothing else depends on them.</summary>
public sealed class RunLabelRepository(StoreDatabase database)
{
    /// <summary>The labels of these runs, by run; of those without any there is none.</summary>
    public IReadOnlyDictionary<string, RunLabels> Of(IReadOnlyCollection<string> runIds) => database.Read(connection =>
    {
        var runs = KeyList.Text(runIds);
        var tags = connection.Query<(string Run, string Name)>("SELECT run_id, name FROM run_tags WHERE run_id IN (SELECT value FROM json_each(@runs)) ORDER BY name", new { runs })
            .ToLookup(row => row.Run, row => row.Name, StringComparer.Ordinal);
        var notes = connection.Query<(string Run, string Text)>("SELECT run_id, text FROM run_notes WHERE run_id IN (SELECT value FROM json_each(@runs))", new { runs })
            .ToDictionary(row => row.Run, row => row.Text, StringComparer.Ordinal);
        return tags.Select(run => run.Key).Union(notes.Keys)
            .ToDictionary(run => run, run => new RunLabels([.. tags[run]], notes.GetValueOrDefault(run)), StringComparer.Ordinal);
    });

    /// <summary>The labels of one run.</summary>
    public RunLabels Of(string runId) => Of([runId]).GetValueOrDefault(runId, RunLabels.None);

    /// <summary>Gives runs a tag; those that have it keep it.</summary>
    public void Tag(IEnumerable<string> runIds, string name) => database.Write((connection, transaction) =>
        connection.Execute("INSERT INTO run_tags (run_id, name) VALUES (@run, @name) ON CONFLICT DO NOTHING", runIds.Select(run => new { run, name }), transaction));

    /// <summary>Takes a tag from runs.</summary>
    public void Untag(IEnumerable<string> runIds, string name) => database.Write((connection, transaction) =>
        connection.Execute("DELETE FROM run_tags WHERE run_id = @run AND name = @name", runIds.Select(run => new { run, name }), transaction));

    /// <summary>Replaces a run's note.</summary>
    /// <param name="text">Null for none.</param>
    public void Note(string runId, string? text) => database.Write((connection, transaction) => Note(connection, transaction, runId, text));

    /// <summary>Gives a run the labels that it brings from elsewhere.</summary>
    internal static void Import(SqliteConnection connection, SqliteTransaction transaction, string runId, RunLabels labels)
    {
        connection.Execute("INSERT INTO run_tags (run_id, name) VALUES (@runId, @name) ON CONFLICT DO NOTHING", labels.Tags.Select(name => new { runId, name }), transaction);
        if (labels.Note is { } text)
        {
            Note(connection, transaction, runId, text);
        }
    }

    private static void Note(SqliteConnection connection, SqliteTransaction transaction, string runId, string? text)
    {
        connection.Execute("DELETE FROM run_notes WHERE run_id = @runId", new { runId }, transaction);
        if (text is not null)
        {
            connection.Execute("INSERT INTO run_notes (run_id, text) VALUES (@runId, @text)", new { runId, text }, transaction);
        }
    }
}
