using System.Globalization;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>A run's row as the store has it; nothing in it is believed.</summary>
internal sealed record AuditedRun
{
    private const string Columns = "id, stage_key, attempt, state, started, ended, device, threads, environment_id, source_id, inputs_id";

    public required string Id { get; init; }

    public required string StageKey { get; init; }

    public required long Attempt { get; init; }

    public required string State { get; init; }

    public required string Started { get; init; }

    public required string? Ended { get; init; }

    public required string Device { get; init; }

    public required long Threads { get; init; }

    public required string EnvironmentId { get; init; }

    public required string? SourceId { get; init; }

    public required string? InputsId { get; init; }

    public bool Succeeded => State == "succeeded";

    /// <summary>Its folder's name in that of its stage.</summary>
    public string FolderName => Attempt.ToString(CultureInfo.InvariantCulture);

    /// <summary>Its folder, relative to the store's <c>stages</c>.</summary>
    public string Folder => $"{StageKey}/{FolderName}";

    /// <summary>All runs by id, those of a stage one after another.</summary>
    public static Dictionary<string, AuditedRun> Read(RowConnection connection)
    {
        var runs = new Dictionary<string, AuditedRun>(StringComparer.Ordinal);
        using var rows = connection.Read($"SELECT {Columns} FROM runs LEFT JOIN run_provenance ON run_id = id ORDER BY stage_key, attempt");
        while (rows.Read())
        {
            var run = new AuditedRun
            {
                Id = rows.Text(0),
                StageKey = rows.Text(1),
                Attempt = rows.Integer(2),
                State = rows.Shared(3),
                Started = rows.Text(4),
                Ended = rows.TextOrNull(5),
                Device = rows.Shared(6),
                Threads = rows.Integer(7),
                EnvironmentId = rows.Shared(8),
                SourceId = rows.SharedOrNull(9),
                InputsId = rows.SharedOrNull(10),
            };
            runs.Add(run.Id, run);
        }

        return runs;
    }
}
