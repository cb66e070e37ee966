using LCam.Experiments.Provenance;

namespace LCam.Experiments.Tests.Auditing.Attacks;

/// <summary>Falsified by the schema, the files, the tables, the cells, the runs and where they come from.</summary>
internal static class StoreAttacks
{
    private const string None = "DROP TABLE IF EXISTS none; ";

    public static IEnumerable<Attack> All => [.. Schema, .. Files, .. Tables, .. Cells, .. Runs, .. Origins];

    private static IEnumerable<Attack> Schema =>
    [
        new("a trigger whose name looks like SQLite's own doctors scores as they come", "A1-schema", None + "CREATE TRIGGER sqliteXstat_e AFTER INSERT ON image_scores BEGIN UPDATE image_scores SET confidence = 1 WHERE run_id = NEW.run_id; END"),
        new("a view takes the place of the summaries", "A1-schema", None + "ALTER TABLE score_summaries RENAME TO sqliteXstat; CREATE VIEW score_summaries AS SELECT run_id, replace(summary, '\"average-drop\":', '\"average-drop\":0') AS summary FROM sqliteXstat"),
        new("a view is added", "A1-schema", None + "CREATE VIEW sqlite9statv AS SELECT * FROM runs"),
        new("a table is added", "A1-schema", None + "CREATE TABLE sqliteXstatq AS SELECT * FROM image_scores"),
        new("an index is added", "A1-schema", None + "CREATE INDEX sqliteXautoindex ON runs (state)"),
        new("a constraint is written out of the schema", "A1-schema", None + "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (degenerate IN (0, 1))', '') WHERE name = 'explained_images'"),
        new("a trigger is said to belong to another table, which SQLite refuses to read", [], forger => forger.Store.Execute(None + "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET tbl_name = 'runs' WHERE name = 'image_scores_added'")),
        new("the triggers that drop summaries are dropped, and a summary is edited", "A1-schema", None + "DROP TRIGGER image_scores_changed; UPDATE score_summaries SET summary = replace(summary, '\"average-drop\":', '\"average-drop\":1')"),
    ];

    private static IEnumerable<Attack> Files =>
    [
        new("an attention is changed by a bit", "A1-artifact-changed", forger => TamperedStore.Flip(forger.PathOf(forger.Training, "attention.safetensors"))),
        new("the classifier is changed by a bit", "A1-artifact-changed", forger => TamperedStore.Flip(forger.PathOf(forger.Classifier, "weights.safetensors"))),
        new("an attention and the store's hash of it are changed", "A1-artifacts-changed", forger => Replace(forger, forger.Training, "attention.safetensors")),
        new("an attention and all hashes of it are changed, and the chain made anew", "A1-seal-run", forger =>
        {
            Replace(forger, forger.Training, "attention.safetensors");
            forger.Store.BindAnew(forger.Training);
            forger.Store.ChainAnew();
        }),
        new("an attention is changed, and its run said to have been executed again", "A1-seal-run", forger =>
        {
            Replace(forger, forger.Training, "attention.safetensors");
            forger.Restart(forger.Training);
        }),
        new("an order is changed, and its run said to have been executed again", "A1-seal-rows", forger =>
        {
            Replace(forger, forger.Evaluation, "stage.json");
            forger.Restart(forger.Evaluation);
        }),
        new("a file that a run left is taken out of folder and store", "A1-seal-run", forger =>
        {
            File.Delete(forger.PathOf(forger.Evaluation, "journal.jsonl"));
            forger.Store.Execute("DELETE FROM artifacts WHERE run_id = @run AND role = 'journal'", new { run = forger.Evaluation });
            forger.Restart(forger.Evaluation);
        }),
        new("the folders of two evaluations change places", "A1-artifact-changed", forger =>
        {
            var folders = forger.Store.Value<string>("SELECT GROUP_CONCAT(stage_key) FROM runs JOIN stages ON key = stage_key WHERE kind = 'measure'").Split(',')
                .Select(key => forger.Store.PathOf("store", "stages", key)).ToList();
            Directory.Move(folders[0], folders[0] + "t");
            Directory.Move(folders[1], folders[0]);
            Directory.Move(folders[0] + "t", folders[1]);
        }),
        new("a pipe takes an attention's place", "A1-artifact-changed", forger => TamperedStore.MakePipe(forger.PathOf(forger.Training, "attention.safetensors"))),
        new("a pipe takes a journal's place", "A1-artifact-changed", forger => TamperedStore.MakePipe(forger.PathOf(forger.Evaluation, "journal.jsonl"))),
        new("a pipe takes the table's place", "A1-table-file", forger => TamperedStore.MakePipe(forger.Store.PathOf("tables", "table.md"))),
        new("a folder in a run's is a link that leads in a circle", "A0-orphan-file", forger => Directory.CreateSymbolicLink(forger.PathOf(forger.Training, "up"), "..")),
        new("a checkpoint that nobody made lies beside a run's", "A0-orphan-file", forger => File.WriteAllText(forger.PathOf(forger.Training, "checkpoints/step-000000099.safetensors"), "x")),
        new("a run's folder is a link to what can be changed later", "A0-orphan-folder", forger =>
        {
            var folder = Path.GetDirectoryName(forger.PathOf(forger.Training, "result.json"))!;
            Directory.Move(folder, forger.Store.PathOf("elsewhere"));
            Directory.CreateSymbolicLink(folder, forger.Store.PathOf("elsewhere"));
        }),
    ];

    private static IEnumerable<Attack> Tables =>
    [
        new("the table's file is edited", "A1-table-file", forger => Edit(forger.Store.PathOf("tables", "table.md"))),
        new("a named table's file is edited", "A1-table-file", forger => Edit(forger.Store.PathOf("tables", "named.md"))),
        new("a named table's file is gone", "A1-table-file", forger => File.Delete(forger.Store.PathOf("tables", "named.md"))),
        new("the table's file has other line ends", "A1-table-file", forger => File.WriteAllText(forger.Store.PathOf("tables", "table.md"), File.ReadAllText(forger.Store.PathOf("tables", "table.md")).ReplaceLineEndings("\r\n"))),
        new("the table's file has another encoding", "A1-table-file", forger => File.WriteAllText(forger.Store.PathOf("tables", "table.md"), File.ReadAllText(forger.Store.PathOf("tables", "table.md")), System.Text.Encoding.Unicode)),
        new("two tables change places", "A1-table-file", forger => File.Copy(forger.Store.PathOf("tables", "table.md"), forger.Store.PathOf("tables", "named.md"), overwrite: true)),
        new("a summary is edited", "A2-summary", Summary),
        new("a summary is edited and the tables are written from it", ["A1-table-file", "A2-table", "A2-summary"], forger =>
        {
            forger.Store.Execute(Summary);
            forger.WriteTables();
        }),
    ];

    private static IEnumerable<Attack> Cells =>
    [
        new("two rows change numbers", "A1-seal-cell", "UPDATE cells SET measure_key = (SELECT measure_key FROM cells AS other WHERE other.ordinal = 1 - cells.ordinal)"),
        new("two rows change places", "A1-seal-cell", "UPDATE cells SET ordinal = 1 - ordinal"),
        new("a bad row is taken away", "A1-seal-cell", "DELETE FROM cells WHERE ordinal = 1"),
        new("a row is called another", "A1-seal-cell", "UPDATE cells SET label = label || ' better' WHERE ordinal = 0"),
        new("a row is made a former one", "A1-seal-cell", "UPDATE cells SET current = 0 WHERE ordinal = 1"),
        new("a row is added that has another's numbers", "A1-seal-cell", "INSERT INTO cells (id, experiment_id, ordinal, label, fingerprint, classifier_key, train_key, measure_key, current, updated) SELECT id + 10, experiment_id, 2, label || ' better', fingerprint, classifier_key, train_key, measure_key, 1, updated FROM cells WHERE ordinal = 0"),
        new("a row's training is said to be another", "A1-seal-cell", "UPDATE cells SET train_key = (SELECT train_key FROM cells AS other WHERE other.ordinal = 1 - cells.ordinal)"),
        new("a stage is called another", "A1-seal-stage", "UPDATE stages SET label = label || ' better' WHERE kind = 'measure'"),
        new("a stage is said to be older", "A1-seal-stage", "UPDATE stages SET created = '2020-01-01T00:00:00.0000000Z'"),
        new("a stage's settings are edited", "A1-stage-key", "UPDATE stages SET identity = replace(identity, '\"epochs\":3', '\"epochs\":30')"),
        new("the spec is edited in the store and beside it", "A1-seal-spec", forger =>
        {
            var text = File.ReadAllText(forger.Store.PathOf("tiny.yaml")).Replace("epochs: 3", "epochs: 30", StringComparison.Ordinal);
            File.WriteAllText(forger.Store.PathOf("tiny.yaml"), text);
            forger.Store.Execute("UPDATE experiments SET spec_text = @text", new { text });
        }),
        new("a resolved value is edited", "A1-seal-spec", "UPDATE experiments SET resolved = replace(resolved, '48', '49')"),
        new("the spec is said to be a copy, and the file that people read is edited", "A1-seal-spec", forger =>
        {
            File.Copy(forger.Store.PathOf("tiny.yaml"), forger.Store.PathOf("copy.yaml"));
            File.AppendAllText(forger.Store.PathOf("tiny.yaml"), "# 30 epochs\n");
            forger.Store.Execute("UPDATE experiments SET spec_path = replace(spec_path, 'tiny.yaml', 'copy.yaml')");
        }),
        new("the experiment is said to be older", "A1-seal-spec", "UPDATE experiments SET created = '2020-01-01T00:00:00.0000000Z'"),
        new("the experiment is called another", ["A1-seal-spec", "A1-seal-signature"], forger => forger.Store.Execute("UPDATE experiments SET name = 'tinier'")),
        new("another experiment shows the same stages under other names", "A1-seal-signature", "INSERT INTO experiments (id, name, spec_path, spec_text, resolved, created, updated) SELECT 77, 'better', spec_path, spec_text, resolved, created, updated FROM experiments; INSERT INTO cells (id, experiment_id, ordinal, label, fingerprint, classifier_key, train_key, measure_key, current, updated) SELECT id + 10, 77, ordinal, label || ' better', fingerprint, classifier_key, train_key, measure_key, 1, updated FROM cells"),
    ];

    private static IEnumerable<Attack> Runs =>
    [
        new("a later attempt with better numbers is put in", ["A1-seal-cell", "A1-seal-rows"], forger =>
        {
            var (old, id) = (forger.Evaluation, forger.Evaluation[..^1] + "2");
            forger.Store.Execute(
                """
                INSERT INTO runs (id, stage_key, attempt, state, host, pid, boot_id, heartbeat, started, ended, seconds, device, threads, environment_id, failure_kind, failure_message) SELECT @id, stage_key, 2, state, host, pid, boot_id, heartbeat, started, ended, seconds, device, threads, environment_id, failure_kind, failure_message FROM runs WHERE id = @old;
                INSERT INTO run_provenance SELECT @id, source_id, inputs_id, processor_seconds, peak_bytes FROM run_provenance WHERE run_id = @old;
                INSERT INTO explained_images SELECT @id, image_index, image, label, class, confidence, label_rank, degenerate FROM explained_images WHERE run_id = @old;
                INSERT INTO image_scores SELECT @id, image_index, percentage, confidence / 2, label_rank FROM image_scores WHERE run_id = @old;
                """, new { id, old });
            forger.Summarise(id);
            forger.Restart(id, removes: false);
        }),
        new("a run is taken out and said to have been removed", "A1-seal-cell", forger =>
        {
            var run = forger.Evaluation;
            forger.Store.Execute("DELETE FROM image_scores WHERE run_id = @run; DELETE FROM explained_images WHERE run_id = @run; DELETE FROM runs WHERE id = @run", new { run });
            forger.Store.Append("garbage-collected", "store", $$"""{"runs":["{{run}}"]}""");
        }),
        new("a run that is there is said to have been removed", "A1-run-removed", forger => forger.Store.Append("garbage-collected", "store", $$"""{"runs":["{{forger.Evaluation}}"]}""")),
        new("a bad run is said to have failed", ["A1-run-state", "A1-seal-run"], forger => forger.Store.Execute("UPDATE runs SET state = 'failed' WHERE id = @run", new { run = forger.Evaluation })),
        new("a bad run is said to have failed, and the chain says so", "A1-seal-run", forger =>
        {
            forger.Store.Execute("UPDATE runs SET state = 'failed' WHERE id = @run", new { run = forger.Evaluation });
            forger.Store.Append("run-failed", forger.Evaluation, "{}");
        }),
        new("the chain is cut before the seal, and the seal taken out", "A1-seal-replaced", "DELETE FROM seals; DELETE FROM events WHERE kind = 'experiment-sealed'"),
        new("the chain is cut before the head that was sealed", "A1-seal-chain", "DELETE FROM seals; DELETE FROM events WHERE sequence >= (SELECT MAX(sequence) - 1 FROM events)"),
        new("all times are moved and the chain made anew", "A1-seal-chain", forger =>
        {
            forger.Store.Execute("UPDATE events SET time = '2020-01-01T00:00:00.0000000Z'");
            forger.Store.ChainAnew();
        }),
    ];

    private static IEnumerable<Attack> Origins =>
    [
        new("a processor is forged in place", "A1-content", "UPDATE environments SET description = replace(description, '\"processor\":\"', '\"processor\":\"Forged ')"),
        new("a run is given another processor, digests and chain made anew", ["A1-seal-environment", "A1-seal-rows"], forger =>
        {
            Elsewhere(forger);
            forger.Store.BindAnew(forger.Evaluation);
            forger.Store.ChainAnew();
        }),
        new("a run is given another processor, and said to have been executed again", ["A1-seal-environment", "A1-seal-rows"], forger =>
        {
            Elsewhere(forger);
            forger.Restart(forger.Evaluation);
        }),
        new("a run is given another source, and said to have been executed again", ["A1-seal-environment", "A1-seal-rows"], forger =>
        {
            forger.Store.Execute("UPDATE run_provenance SET source_id = inputs_id WHERE run_id = @run", new { run = forger.Evaluation });
            forger.Restart(forger.Evaluation);
        }),
        new("a run is given other inputs, and said to have been executed again", ["A1-seal-environment", "A1-seal-rows"], forger =>
        {
            forger.Store.Execute("UPDATE run_provenance SET inputs_id = (SELECT inputs_id FROM run_provenance WHERE run_id = @other) WHERE run_id = @run", new { run = forger.Evaluation, other = forger.Classifier });
            forger.Restart(forger.Evaluation);
        }),
        new("a seed is edited, and its run said to have been executed again", ["A1-seal-rows", "A1-journal-rows"], forger =>
        {
            forger.Store.Execute("UPDATE seeds SET seed = seed + 1 WHERE run_id = @run", new { run = forger.Training });
            forger.Restart(forger.Training);
        }),
        new("an evaluation image is changed", "A1-input-changed", forger => TamperedStore.Flip(forger.Store.PathOf("data", "evaluation", "00003.png"))),
        new("a label is changed in the list", "A1-input-changed", forger => File.WriteAllText(
            forger.Store.PathOf("data", "evaluation.txt"), File.ReadAllText(forger.Store.PathOf("data", "evaluation.txt")).Replace(" 0\n", " 1\n", StringComparison.Ordinal))),
    ];

    private const string Summary = "UPDATE score_summaries SET summary = replace(summary, '\"average-drop\":', '\"average-drop\":1')";

    private static void Replace(Forger forger, string run, string file)
    {
        TamperedStore.Flip(forger.PathOf(run, file));
        forger.Record(run, file);
    }

    private static void Edit(string path)
    {
        var text = File.ReadAllText(path);
        var digit = text.LastIndexOf(text.Last(char.IsAsciiDigit));
        File.WriteAllText(path, text[..digit] + (text[digit] == '1' ? '2' : '1') + text[(digit + 1)..]);
    }

    private static void Elsewhere(Forger forger)
    {
        var other = forger.Store.Value<string>("SELECT replace(description, '\"processor\":\"', '\"processor\":\"Forged ') FROM environments");
        forger.Store.Execute("INSERT INTO environments VALUES (@id, @other); UPDATE runs SET environment_id = @id WHERE id = @run", new { id = ContentAddress.Of(other), other, run = forger.Evaluation });
    }
}
