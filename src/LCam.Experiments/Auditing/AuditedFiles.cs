using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>The files that runs left, as the store tells of them.</summary>
internal sealed class AuditedFiles
{
    private readonly Dictionary<string, List<ArtifactRecord>> _runs = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<string>> _checkpoints = new(StringComparer.Ordinal);

    private AuditedFiles()
    {
    }

    /// <summary>The files that a run left; none where the store knows of none.</summary>
    public IReadOnlyList<ArtifactRecord> Of(string run) => _runs.TryGetValue(run, out var files) ? files : [];

    /// <summary>The paths of a training's checkpoints.</summary>
    public IReadOnlyList<string> CheckpointsOf(string run) => _checkpoints.TryGetValue(run, out var paths) ? paths : [];

    /// <summary>Reads what the store tells.</summary>
    public static AuditedFiles Read(RowConnection connection)
    {
        var files = new AuditedFiles();
        var (run, last) = ("", new List<ArtifactRecord>());
        using var rows = connection.Read("SELECT run_id, path, role, sha256, bytes FROM artifacts ORDER BY run_id, path");
        while (rows.Read())
        {
            if (last.Count == 0 || rows.Text(0) != run)
            {
                run = rows.Text(0);
                files._runs.Add(run, last = []);
            }

            last.Add(new ArtifactRecord(rows.Shared(1), rows.Shared(2), rows.Text(3), rows.Integer(4)));
        }

        using var checkpoints = connection.Read("SELECT run_id, path FROM checkpoints ORDER BY run_id, step");
        while (checkpoints.Read())
        {
            if (!files._checkpoints.TryGetValue(checkpoints.Text(0), out var paths))
            {
                files._checkpoints.Add(checkpoints.Text(0), paths = []);
            }

            paths.Add(checkpoints.Shared(1));
        }

        return files;
    }
}
