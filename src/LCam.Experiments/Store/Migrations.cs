namespace LCam.Experiments.Store;

/// <summary>The store's schema, as numbered steps: never edit one that was released, only append.</summary>
internal static class Migrations
{
    public static IReadOnlyList<string> Steps { get; } = [Initial, ImageMeasures, Sanity, ScoreSummaries, Provenance, CellHolders, Stretches, Identities, Jobs, MapMeasures, KeptMaps, MeasureStages, StoreViews.Create, LabelTables.Create, AdoptedTables.Create];

    /// <summary>
    /// The first version whose keys, hashes and identities are written as they are now: by name, in canonical JSON of RFC 8785,
    /// with the measures that an evaluation takes and no others, and maps as stages of their own, measured by stages of the kind 'measure'.
    /// </summary>
    public static int FirstWithTheseIdentities => 1 + Enumerable.Range(0, Steps.Count).Single(step => ReferenceEquals(Steps[step], MeasureStages));

    // Times are UTC in ISO 8601; hashes are lower-case hexadecimal SHA-256; paths are relative to the store.
    private const string Initial =
        """
        CREATE TABLE experiments (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            spec_path TEXT NOT NULL,
            spec_text TEXT NOT NULL,
            resolved TEXT NOT NULL,
            created TEXT NOT NULL,
            updated TEXT NOT NULL
        ) STRICT;

        CREATE TABLE stages (
            key TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('classifier', 'train', 'evaluate')),
            label TEXT NOT NULL,
            identity TEXT NOT NULL,
            created TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE cells (
            id INTEGER PRIMARY KEY,
            experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
            ordinal INTEGER NOT NULL,
            label TEXT NOT NULL,
            fingerprint TEXT NOT NULL,
            classifier_key TEXT REFERENCES stages (key),
            train_key TEXT REFERENCES stages (key),
            evaluate_key TEXT NOT NULL REFERENCES stages (key),
            current INTEGER NOT NULL CHECK (current IN (0, 1)),
            updated TEXT NOT NULL,
            UNIQUE (experiment_id, label, fingerprint)
        ) STRICT;
        CREATE INDEX cells_by_evaluation ON cells (evaluate_key);

        CREATE TABLE environments (
            id TEXT PRIMARY KEY,
            description TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runs (
            id TEXT PRIMARY KEY,
            stage_key TEXT NOT NULL REFERENCES stages (key),
            attempt INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'interrupted')),
            host TEXT NOT NULL,
            pid INTEGER NOT NULL,
            boot_id TEXT NOT NULL,
            heartbeat TEXT NOT NULL,
            started TEXT NOT NULL,
            ended TEXT,
            seconds REAL NOT NULL DEFAULT 0,
            device TEXT NOT NULL,
            threads INTEGER NOT NULL,
            environment_id TEXT NOT NULL REFERENCES environments (id),
            failure_kind TEXT,
            failure_message TEXT,
            UNIQUE (stage_key, attempt)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX runs_by_state ON runs (state, stage_key);

        CREATE TABLE metrics (
            run_id TEXT NOT NULL REFERENCES runs (id),
            scope TEXT NOT NULL CHECK (scope IN ('step', 'epoch', 'run')),
            epoch INTEGER NOT NULL,
            step INTEGER NOT NULL,
            name TEXT NOT NULL,
            value REAL,
            PRIMARY KEY (run_id, scope, epoch, step, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE explained_images (
            run_id TEXT NOT NULL REFERENCES runs (id),
            image_index INTEGER NOT NULL,
            image TEXT NOT NULL,
            label INTEGER NOT NULL,
            class INTEGER NOT NULL,
            confidence REAL NOT NULL,
            label_rank INTEGER NOT NULL,
            degenerate INTEGER NOT NULL CHECK (degenerate IN (0, 1)),
            energy_inside REAL,
            mask_share REAL,
            PRIMARY KEY (run_id, image_index)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE image_scores (
            run_id TEXT NOT NULL,
            image_index INTEGER NOT NULL,
            percentage REAL NOT NULL,
            confidence REAL,
            label_rank INTEGER NOT NULL,
            PRIMARY KEY (run_id, percentage, image_index),
            FOREIGN KEY (run_id, image_index) REFERENCES explained_images (run_id, image_index)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seeds (
            run_id TEXT NOT NULL REFERENCES runs (id),
            purpose TEXT NOT NULL,
            seed INTEGER NOT NULL,
            PRIMARY KEY (run_id, purpose)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE checkpoints (
            run_id TEXT NOT NULL REFERENCES runs (id),
            step INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            PRIMARY KEY (run_id, step)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE artifacts (
            run_id TEXT NOT NULL REFERENCES runs (id),
            path TEXT NOT NULL,
            role TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            PRIMARY KEY (run_id, path)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY,
            time TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            previous_hash TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;

        CREATE TABLE file_hashes (
            path TEXT PRIMARY KEY,
            bytes INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            sha256 TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """;

    // Measures of the unmuted map; NULL is measured and undefined. Those at a percentage follow from image_scores.
    private const string ImageMeasures =
        """
        CREATE TABLE image_measures (
            run_id TEXT NOT NULL,
            image_index INTEGER NOT NULL,
            measure TEXT NOT NULL,
            value REAL,
            PRIMARY KEY (run_id, measure, image_index),
            FOREIGN KEY (run_id, image_index) REFERENCES explained_images (run_id, image_index)
        ) STRICT, WITHOUT ROWID;
        """;

    // The one way to change a CHECK without rebuilding a table that others refer to (SQLite's own description of ALTER TABLE).
    // NULL is compared, and undefined.
    private const string Sanity =
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, '(''classifier'', ''train'', ''evaluate'')', '(''classifier'', ''train'', ''evaluate'', ''sanity'')')
            WHERE type = 'table' AND name = 'stages';
        PRAGMA writable_schema = RESET;

        CREATE TABLE map_similarities (
            run_id TEXT NOT NULL REFERENCES runs (id),
            depth INTEGER NOT NULL,
            layer TEXT NOT NULL,
            image_index INTEGER NOT NULL,
            image TEXT NOT NULL,
            class INTEGER NOT NULL,
            rank_correlation REAL,
            structural_similarity REAL,
            PRIMARY KEY (run_id, depth, image_index)
        ) STRICT, WITHOUT ROWID;
        """;

    // A kept summary may never say anything else than the scores do: any change of these, by hand too, drops it.
    private const string ScoreSummaries =
        """
        CREATE TABLE score_summaries (
            run_id TEXT PRIMARY KEY REFERENCES runs (id),
            summary TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Covers what an overview asks of each stage's latest run.
        CREATE INDEX runs_by_stage ON runs (stage_key, attempt, state, seconds);

        CREATE TRIGGER explained_images_added AFTER INSERT ON explained_images
            BEGIN DELETE FROM score_summaries WHERE run_id = NEW.run_id; END;
        CREATE TRIGGER explained_images_changed AFTER UPDATE ON explained_images
            BEGIN DELETE FROM score_summaries WHERE run_id IN (OLD.run_id, NEW.run_id); END;
        CREATE TRIGGER explained_images_removed AFTER DELETE ON explained_images
            BEGIN DELETE FROM score_summaries WHERE run_id = OLD.run_id; END;

        CREATE TRIGGER image_scores_added AFTER INSERT ON image_scores
            BEGIN DELETE FROM score_summaries WHERE run_id = NEW.run_id; END;
        CREATE TRIGGER image_scores_changed AFTER UPDATE ON image_scores
            BEGIN DELETE FROM score_summaries WHERE run_id IN (OLD.run_id, NEW.run_id); END;
        CREATE TRIGGER image_scores_removed AFTER DELETE ON image_scores
            BEGIN DELETE FROM score_summaries WHERE run_id = OLD.run_id; END;

        CREATE TRIGGER image_measures_added AFTER INSERT ON image_measures
            BEGIN DELETE FROM score_summaries WHERE run_id = NEW.run_id; END;
        CREATE TRIGGER image_measures_changed AFTER UPDATE ON image_measures
            BEGIN DELETE FROM score_summaries WHERE run_id IN (OLD.run_id, NEW.run_id); END;
        CREATE TRIGGER image_measures_removed AFTER DELETE ON image_measures
            BEGIN DELETE FROM score_summaries WHERE run_id = OLD.run_id; END;
        """;

    // The process that acts on a plan: its cells' stages stay, whatever version of the spec is recorded meanwhile.
    private const string CellHolders = "ALTER TABLE cells ADD COLUMN holder TEXT;";

    // Texts that many runs have in common are kept once, by content.
    private const string Provenance =
        """
        CREATE TABLE texts (
            id TEXT PRIMARY KEY,
            text TEXT NOT NULL
        ) STRICT;

        CREATE TABLE run_provenance (
            run_id TEXT PRIMARY KEY REFERENCES runs (id),
            source_id TEXT NOT NULL REFERENCES texts (id),
            inputs_id TEXT NOT NULL REFERENCES texts (id),
            processor_seconds REAL,
            peak_bytes INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE seals (
            sequence INTEGER PRIMARY KEY,
            experiment TEXT NOT NULL,
            manifest_id TEXT NOT NULL REFERENCES texts (id),
            seal_path TEXT,
            table_path TEXT
        ) STRICT;
        """;

    // No table is another. What earlier versions called a stage has another key: see StoreDatabase.RequireKnownVersion.
    private const string Identities = "SELECT 1;";

    // Maps are stages of their own. What of its maps a stage measures has no part in its subject: see StageIdentities.Subject.
    private const string KeptMaps =
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, '(''classifier'', ''train'', ''evaluate'', ''sanity'')', '(''classifier'', ''train'', ''explain'', ''evaluate'', ''sanity'')')
            WHERE type = 'table' AND name = 'stages';
        PRAGMA writable_schema = RESET;

        ALTER TABLE stages ADD COLUMN subject_key TEXT;
        CREATE INDEX stages_by_subject ON stages (subject_key) WHERE subject_key IS NOT NULL;
        ALTER TABLE cells ADD COLUMN explain_key TEXT REFERENCES stages (key);
        """;

    // The stage that measures maps was called evaluate. No store with stages gets here: see FirstWithTheseIdentities.
    private const string MeasureStages =
        """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, '(''classifier'', ''train'', ''explain'', ''evaluate'', ''sanity'')', '(''classifier'', ''train'', ''explain'', ''measure'', ''sanity'')')
            WHERE type = 'table' AND name = 'stages';
        PRAGMA writable_schema = RESET;

        ALTER TABLE cells RENAME COLUMN evaluate_key TO measure_key;
        """;

    // Energy and mask share are among image_measures. No store with stages gets here: their keys and bound rows are others.
    private const string MapMeasures =
        """
        ALTER TABLE explained_images DROP COLUMN energy_inside;
        ALTER TABLE explained_images DROP COLUMN mask_share;
        """;

    // An engine's job that holds a run, where no process does; and the host of each stretch, as its worker says.
    private const string Jobs =
        """
        ALTER TABLE runs ADD COLUMN engine TEXT;
        ALTER TABLE runs ADD COLUMN job TEXT;

        CREATE TABLE stretch_hosts (
            run_id TEXT NOT NULL,
            first INTEGER NOT NULL,
            host TEXT NOT NULL,
            PRIMARY KEY (run_id, first),
            FOREIGN KEY (run_id, first) REFERENCES stretches (run_id, first)
        ) STRICT, WITHOUT ROWID;
        """;

    // Who did a run's units of work (steps, images, layers), from the first of a stretch to the next stretch.
    private const string Stretches =
        """
        CREATE TABLE stretches (
            run_id TEXT NOT NULL REFERENCES runs (id),
            first INTEGER NOT NULL,
            environment_id TEXT NOT NULL REFERENCES environments (id),
            PRIMARY KEY (run_id, first)
        ) STRICT, WITHOUT ROWID;
        """;
}
