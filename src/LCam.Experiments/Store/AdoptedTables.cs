namespace LCam.Experiments.Store;

/// <summary>The tables of runs that the reference's own scripts made. They are no attempts at a stage: nobody knows how to repeat them.</summary>
internal static class AdoptedTables
{
    // A file that is kept lies in the store under its hash; of any other the hash alone is known. A path is where it was found.
    internal const string Create =
        """
        CREATE TABLE adopted_runs (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            adopted TEXT NOT NULL,
            record TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE adopted_files (
            run_id TEXT NOT NULL REFERENCES adopted_runs (id),
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            path TEXT NOT NULL,
            kept INTEGER NOT NULL CHECK (kept IN (0, 1)),
            PRIMARY KEY (run_id, role, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX adopted_files_by_content ON adopted_files (sha256);

        CREATE TABLE adopted_metrics (
            run_id TEXT NOT NULL REFERENCES adopted_runs (id),
            line INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            name TEXT NOT NULL,
            value REAL,
            PRIMARY KEY (run_id, line, name)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>What the chain of events binds of an adopted run.</summary>
    internal static IReadOnlyList<RunTable> All { get; } =
    [
        new("run", "adopted_runs", "id", "name, adopted, record", ""),
        new("files", "adopted_files", "run_id", "role, name, sha256, bytes, path, kept", "role, name"),
        new("metrics", "adopted_metrics", "run_id", "line, epoch, name, value", "line, name"),
    ];
}
