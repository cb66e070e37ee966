using Dapper;
using LCam.Experiments.Provenance;
using LCam.Experiments.Stages;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Where runs' numbers come from. Texts are kept once, by their content.</summary>
public sealed class ProvenanceRepository(StoreDatabase database)
{
    /// <summary>Records where a run's numbers will come from.</summary>
    public void Save(string runId, RunProvenance provenance) =>
        database.Write((connection, transaction) => Save(connection, transaction, runId, provenance));

    /// <summary>What was recorded of a run; null where nothing was.</summary>
    public RunProvenance? Of(string runId) => database.Read(connection =>
        connection.QuerySingleOrDefault<(string Source, string Inputs, double? Seconds, long? Bytes)?>(
            """
            SELECT sources.text, inputs.text, processor_seconds, peak_bytes FROM run_provenance
            JOIN texts AS sources ON sources.id = source_id JOIN texts AS inputs ON inputs.id = inputs_id WHERE run_id = @runId
            """,
            new { runId })) is { } row ? new RunProvenance(row.Source, row.Inputs, row.Seconds, row.Bytes) : null;

    internal static void Save(SqliteConnection connection, SqliteTransaction transaction, string runId, RunProvenance provenance) => connection.Execute(
        """
        INSERT OR REPLACE INTO run_provenance (run_id, source_id, inputs_id, processor_seconds, peak_bytes)
        VALUES (@runId, @source, @inputs, @ProcessorSeconds, @PeakBytes)
        """,
        new
        {
            runId,
            source = SaveText(connection, transaction, provenance.Source),
            inputs = SaveText(connection, transaction, provenance.Inputs),
            provenance.ProcessorSeconds,
            provenance.PeakBytes,
        },
        transaction);

    internal static void SaveUsage(SqliteConnection connection, SqliteTransaction transaction, string runId, StageUsage? usage) => connection.Execute(
        "UPDATE run_provenance SET processor_seconds = @ProcessorSeconds, peak_bytes = @PeakBytes WHERE run_id = @runId",
        new { runId, usage?.ProcessorSeconds, usage?.PeakBytes },
        transaction);

    /// <summary>Keeps a text, if it is not there yet.</summary>
    /// <returns>What it is known by.</returns>
    internal static string SaveText(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        var id = ContentAddress.Of(text);
        connection.Execute("INSERT INTO texts (id, text) VALUES (@id, @text) ON CONFLICT DO NOTHING", new { id, text }, transaction);
        return id;
    }
}
