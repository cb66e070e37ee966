namespace LCam.Experiments.Store;

/// <summary>The tables of what people say of runs: no part of any identity.</summary>
internal static class LabelTables
{
    internal const string Create =
        """
        CREATE TABLE run_tags (
            run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            PRIMARY KEY (run_id, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE run_notes (
            run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
            text TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;
}
