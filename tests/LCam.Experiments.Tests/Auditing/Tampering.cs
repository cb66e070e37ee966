using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>What somebody may do to a store, in rows, files, journals, tables, chain, seal, clocks and versions.</summary>
internal static class Tampering
{
    private const string Evaluation = "(SELECT runs.id FROM runs JOIN stages ON key = stage_key WHERE kind = 'measure' ORDER BY runs.id LIMIT 1)";
    private const string Training = "(SELECT runs.id FROM runs JOIN stages ON key = stage_key WHERE kind = 'train' ORDER BY runs.id LIMIT 1)";

    public static IReadOnlyList<Manipulation> All { get; } = [.. Rows(), .. Numbers(), .. Cells(), .. Files(), .. Chain(), .. Seals(), .. Origins(), .. Claims(), .. AdoptedTampering.All];

    private static IEnumerable<Manipulation> Rows() =>
    [
        Sql("a score is edited", "A1-scores-changed", $"UPDATE image_scores SET confidence = confidence / 2 WHERE run_id = {Evaluation} AND image_index = 3 AND percentage = 0.5"),
        Sql("a rank after muting is edited", "A1-scores-changed", $"UPDATE image_scores SET label_rank = 1 - label_rank WHERE run_id = {Evaluation} AND image_index = 0 AND percentage = 0"),
        Sql("a clean confidence is edited by its last digit", "A1-images-changed", $"UPDATE explained_images SET confidence = confidence - 1e-9 WHERE run_id = {Evaluation} AND image_index = 1"),
        Sql("an explained class is edited", "A1-images-changed", $"UPDATE explained_images SET class = 1 - class WHERE run_id = {Evaluation} AND image_index = 2"),
        Sql("a further measure is edited", "A1-measures-changed", $"UPDATE image_measures SET value = 0.9 WHERE run_id = {Evaluation} AND image_index = 4"),
        Sql("a loss is edited", "A1-metrics-changed", $"UPDATE metrics SET value = value / 2 WHERE run_id = {Training} AND scope = 'epoch' AND name = 'loss'"),
        Sql("the classifier's accuracy is edited", "A1-metrics-changed", "UPDATE metrics SET value = 1 WHERE scope = 'run'"),
        Sql("the host of a stretch is another", "A1-hosts-changed", $"UPDATE stretch_hosts SET host = 'elsewhere' WHERE run_id = {Evaluation}"),
        Sql("a stretch is put in", "A1-stretches-changed", $"INSERT INTO stretches SELECT {Evaluation}, 4, MIN(id) FROM environments"),
        Sql("a seed is added", "A1-seeds-changed", $"INSERT INTO seeds VALUES ({Evaluation}, 'masks', 7)"),
        Sql("an artifact's hash is edited", "A1-artifacts-changed", $"UPDATE artifacts SET sha256 = replace(sha256, '0', '1') WHERE run_id = {Training} AND role = 'attention'"),
        Sql("a checkpoint's row is removed", "A1-checkpoints-changed", $"DELETE FROM checkpoints WHERE run_id = {Training}"),
        Sql("a sanity check's similarity is put in", "A1-similarities-changed", $"INSERT INTO map_similarities VALUES ({Evaluation}, 0, 'fc', 0, 'a.png', 0, 0.5, 0.5)"),
        Sql("the processor time is edited", "A1-provenance-changed", $"UPDATE run_provenance SET processor_seconds = 1 WHERE run_id = {Training}"),
        Sql("the wall time is edited", "A1-run-changed", $"UPDATE runs SET seconds = 1 WHERE id = {Evaluation}"),
        Sql("the device is edited", "A1-run-changed", $"UPDATE runs SET device = 'cuda:0' WHERE id = {Training}"),
        Sql("a run is made a failed one", "A1-run-state", $"UPDATE runs SET state = 'failed', failure_kind = 'input', failure_message = 'm' WHERE id = {Evaluation}"),
        Sql("a run is deleted", "A1-run-missing", $"DELETE FROM runs WHERE id = {Evaluation}"),
        Sql("a run is deleted and its scores stay", "A0-orphan-rows", $"DELETE FROM runs WHERE id = {Evaluation}"),
        Sql("an environment is edited", "A1-content", "UPDATE environments SET description = replace(description, '\"threads\":1', '\"threads\":2')"),
        Sql("a description of inputs is edited", "A1-content", "UPDATE texts SET text = replace(text, '\"count\":6', '\"count\":5')"),
        Sql("a stage's settings are edited", "A1-stage-key", "UPDATE stages SET identity = replace(identity, '\"epochs\":3', '\"epochs\":4') WHERE kind = 'train'"),
        Sql("a trigger is dropped", "A1-schema", "DROP TRIGGER image_scores_changed"),
        Sql("an index is dropped", "A1-schema", "DROP INDEX runs_by_state"),
        Sql("a trigger is put in whose name looks like SQLite's own", "A1-schema", "DROP TABLE IF EXISTS none; CREATE TRIGGER sqliteXstat_e AFTER INSERT ON image_scores BEGIN UPDATE image_scores SET confidence = 1 WHERE run_id = NEW.run_id; END"),
        Sql("a table is hidden behind a view of its name", "A1-schema", "DROP TABLE IF EXISTS none; ALTER TABLE score_summaries RENAME TO sqliteXstat; CREATE VIEW score_summaries AS SELECT * FROM sqliteXstat"),
        new("the database file is damaged", "A1-database", store =>
        {
            store.Execute("PRAGMA journal_mode = DELETE; UPDATE experiments SET updated = updated");
            using var file = File.Open(store.Database, FileMode.Open);
            file.Seek(file.Length / 2 / 4096 * 4096, SeekOrigin.Begin);
            file.Write(new byte[4096]);
        }),
    ];

    private static IEnumerable<Manipulation> Numbers() =>
    [
        Sql("a confidence is above 1", "A2-confidence", $"UPDATE image_scores SET confidence = 1.5 WHERE run_id = {Evaluation} AND image_index = 0 AND percentage = 0"),
        Sql("a confidence is taken away", "A2-confidence", $"UPDATE image_scores SET confidence = NULL WHERE run_id = {Evaluation} AND image_index = 0 AND percentage = 0"),
        Sql("an image's label is edited", "A2-image-list", $"UPDATE explained_images SET label = 1 - label WHERE run_id = {Evaluation} AND image_index = 5"),
        Sql("an image is renamed", "A2-image-list", $"UPDATE explained_images SET image = image || 'x' WHERE run_id = {Evaluation} AND image_index = 5"),
        Sql("a bad image is taken out", "A2-scores-incomplete", $"DELETE FROM image_scores WHERE run_id = {Evaluation} AND image_index = 5"),
        Sql("a percentage is taken out", "A2-scores-incomplete", $"DELETE FROM image_scores WHERE run_id = {Evaluation} AND percentage = 0.5"),
        Taken("a score that was taken over is edited", "UPDATE image_scores SET confidence = confidence / 2 WHERE image_index = 3 AND percentage = 0.5"),
        Taken("a measure that was taken over is edited", "UPDATE image_measures SET value = value / 2 WHERE image_index = 3"),
        Taken("a score that was taken over is deleted", "DELETE FROM image_scores WHERE image_index = 3 AND percentage = 0"),
        Sql("a summary is edited", "A2-summary", $"UPDATE score_summaries SET summary = replace(summary, '\"average-drop\":', '\"average-drop\":1') WHERE run_id = {Evaluation}"),
        Sql("a summary is taken away", "A2-summary", $"DELETE FROM score_summaries WHERE run_id = {Evaluation}"),
        Sql("a summary's IC is no whole number of images", "A2-increase", $"UPDATE score_summaries SET summary = replace(summary, '\"increase-in-confidence\":', '\"increase-in-confidence\":1.25,\"was\":') WHERE run_id = {Evaluation}"),
        Sql("a summary is edited so that the table shows it", "A2-table", $"UPDATE score_summaries SET summary = replace(summary, '\"average-drop\":', '\"average-drop\":1') WHERE run_id = {Evaluation}"),
        Sql("a training step is removed", "A2-steps", $"DELETE FROM metrics WHERE run_id = {Training} AND scope = 'step' AND step = 2"),
        Sql("a training's last epoch is removed", "A2-steps", $"DELETE FROM metrics WHERE run_id = {Training} AND scope = 'step' AND epoch = 2"),
        Sql("a learning rate is edited", "A2-learning-rate", $"UPDATE metrics SET value = value * 2 WHERE run_id = {Training} AND name = 'learning-rate.weight' AND epoch = 1"),
        Sql("a learning rate is edited within an epoch", "A2-learning-rate", $"UPDATE metrics SET value = value * 2 WHERE run_id = {Training} AND name = 'learning-rate.bias' AND step = 3"),
        Sql("two different attentions are made one", "A2-equal-checkpoints", "UPDATE stages SET label = 'train' WHERE kind = 'train'; UPDATE artifacts SET sha256 = 'x' WHERE role = 'attention'"),
        Sql("a training's seed is edited", "A2-seed", $"UPDATE seeds SET seed = 2 WHERE run_id = {Training}"),
    ];

    private static IEnumerable<Manipulation> Cells() =>
    [
        Sql("a cell's run is made an interrupted one", "A0-cell-unfinished", $"UPDATE runs SET state = 'interrupted' WHERE id = {Evaluation}"),
        Sql("a cell is taken away", "A0-cell-missing", "DELETE FROM cells WHERE ordinal = 0"),
        Sql("a cell is there twice", "A0-cell-twice", "INSERT INTO cells (id, experiment_id, ordinal, label, fingerprint, classifier_key, train_key, measure_key, current, updated) SELECT id + 10, experiment_id, 2, label, fingerprint || 'x', classifier_key, train_key, measure_key, 1, updated FROM cells WHERE ordinal = 0"),
        Sql("two rows of the table change places", "A1-seal-cell", "UPDATE cells SET ordinal = 1 - ordinal"),
        Sql("two rows of the table change numbers", "A1-seal-cell", "UPDATE cells SET measure_key = (SELECT measure_key FROM cells AS other WHERE other.ordinal = 1 - cells.ordinal)"),
        Sql("a cell refers to a stage that is not there", "A1-reference", "UPDATE cells SET train_key = 'x' WHERE ordinal = 0"),
        Sql("a row's measure gets another definition", "A0-mixed-definitions", "UPDATE stages SET identity = replace(identity, 'l-cam/1', 'l-cam/2') WHERE key = (SELECT measure_key FROM cells WHERE ordinal = 0)"),
        Sql("the spec in the store is edited", "A1-seal-spec", "UPDATE experiments SET spec_text = replace(spec_text, 'epochs: 3', 'epochs: 30')"),
        Sql("a resolved value is edited", "A1-seal-spec", "UPDATE experiments SET resolved = replace(resolved, '48', '49')"),
    ];

    private static IEnumerable<Manipulation> Files() =>
    [
        new("an attention's file is swapped", "A1-artifact-changed", store => TamperedStore.Flip(store.FileOf("train", "attention.safetensors"))),
        new("the classifier's weights are changed by a bit", "A1-artifact-changed", store => TamperedStore.Flip(store.FileOf("classifier", "weights.safetensors"))),
        new("a journal is edited", "A1-artifact-changed", store => TamperedStore.Flip(store.FileOf("measure", "journal.jsonl"))),
        new("an order is edited", "A1-artifact-changed", store => TamperedStore.Flip(store.FileOf("train", "stage.json"))),
        new("a result is edited", "A1-artifact-changed", store => TamperedStore.Flip(store.FileOf("train", "result.json"))),
        new("a checkpoint is swapped", "A1-checkpoint-changed", store => TamperedStore.Flip(Directory.GetFiles(store.FileOf("train", "checkpoints"))[0])),
        new("an attention's file is deleted", "A1-artifact-missing", store => File.Delete(store.FileOf("train", "attention.safetensors"))),
        new("a run's folder is deleted", "A1-artifact-missing", store => Directory.Delete(store.FileOf("measure", "."), recursive: true)),
        new("a file is put beside a run's", "A0-orphan-file", store => File.WriteAllText(store.FileOf("train", "better.safetensors"), "x")),
        new("a file is put among the stages' folders", "A0-orphan-file", store => File.WriteAllText(store.PathOf("store", "stages", "notes"), "x")),
        new("a file is put beside a run's folder", "A0-orphan-file", store => File.WriteAllText(store.FileOf("train", "../weights.safetensors"), "x")),
        new("a checkpoint that nobody made is put beside a run's", "A0-orphan-file", store => File.WriteAllText(store.FileOf("train", "checkpoints/step-000000099.safetensors"), "x")),
        new("a file's name begins as the checkpoints' folder", "A0-orphan-file", store => File.WriteAllText(store.FileOf("train", "checkpoints.better"), "x")),
        new("a run's folder is a link to another place", "A0-orphan-folder", store =>
        {
            var folder = Path.GetDirectoryName(store.FileOf("train", "result.json"))!;
            Directory.Move(folder, store.PathOf("elsewhere"));
            Directory.CreateSymbolicLink(folder, store.PathOf("elsewhere"));
        }),
        new("a folder is put beside the runs'", "A0-orphan-folder", store => Directory.CreateDirectory(store.PathOf("store", "stages", new string('a', 64), "1"))),
        new("the list is changed", "A1-input-changed", store => File.AppendAllText(store.PathOf("data", "evaluation.txt"), File.ReadLines(store.PathOf("data", "evaluation.txt")).First() + "\n")),
        new("the list is gone", "A1-input-changed", store => File.Delete(store.PathOf("data", "train.txt"))),
        new("a pixel of an image is changed", "A1-input-changed", store => TamperedStore.Flip(store.PathOf("data", File.ReadLines(store.PathOf("data", "evaluation.txt")).First().Split(' ')[0]))),
        new("the table's file is touched by hand", "A1-table-file", store => File.WriteAllText(store.PathOf("tables", "table.md"), File.ReadAllText(store.PathOf("tables", "table.md")).Replace("L-CAM-Fm", "Ours", StringComparison.Ordinal))),
        new("the table's file is gone", "A1-table-file", store => File.Delete(store.PathOf("tables", "table.md"))),
        new("the spec's file is changed", "A3-spec-changed", store => File.AppendAllText(store.PathOf("tiny.yaml"), "# more\n")),
    ];

    private static IEnumerable<Manipulation> Chain() =>
    [
        Sql("an event is edited", "A1-event-changed", "UPDATE events SET detail = replace(detail, '\"stage\"', '\"stagf\"') WHERE sequence = 3"),
        Sql("an event's time is edited", "A1-event-changed", "UPDATE events SET time = '2020-01-01T00:00:00.0000000Z' WHERE sequence = 4"),
        Sql("an event is deleted", "A1-chain-broken", "DELETE FROM events WHERE sequence = 3"),
        Sql("two events change places", "A1-chain-broken", "UPDATE events SET sequence = 100 WHERE sequence = 3; UPDATE events SET sequence = 3 WHERE sequence = 4; UPDATE events SET sequence = 4 WHERE sequence = 100"),
        Sql("an event is put in", "A1-chain-broken", "INSERT INTO events SELECT sequence + 1, time, kind, subject, detail, previous_hash, hash FROM events ORDER BY sequence DESC LIMIT 1"),
        Sql("the end of the chain is cut off", "A1-chain-cut", "DELETE FROM events WHERE kind = 'experiment-sealed'"),
        new("a run's event is taken out and the chain made anew", "A1-run-unbound", store =>
        {
            store.Execute($"DELETE FROM events WHERE subject = {Training}");
            store.ChainAnew();
        }),
        new("a run's digests are taken out and the chain made anew", "A1-run-unbound", store =>
        {
            store.Execute($"UPDATE events SET detail = '{{}}' WHERE subject = {Training} AND kind = 'run-succeeded'");
            store.ChainAnew();
        }),
        new("the clock is set back and the chain made anew", "A3-event-time", store =>
        {
            store.Execute("UPDATE events SET time = '2020-01-01T00:00:00.0000000Z' WHERE sequence = 4");
            store.ChainAnew();
        }),
        new("an event is put into the future and the chain made anew", "A3-event-time", store =>
        {
            store.Execute("UPDATE events SET time = '2999-01-01T00:00:00.0000000Z' WHERE sequence = (SELECT MAX(sequence) FROM events)");
            store.ChainAnew();
        }),
        new("an event is edited and the chain made anew", "A1-seal-chain", store =>
        {
            store.Execute("UPDATE events SET detail = '{}' WHERE kind = 'run-started'");
            store.ChainAnew();
        }),
    ];

    private static IEnumerable<Manipulation> Seals() =>
    [
        new("a score is edited, digests and chain made anew", "A1-seal-run", BetterScore),
        new("a score is edited, digests, chain and seal made anew", "A1-seal-file", store =>
        {
            BetterScore(store);
            store.SealAnew();
        }),
        new("a score is edited, digests, chain, seal and its file made anew", "A1-seal-signature", store =>
        {
            BetterScore(store);
            store.SealAnew();
            File.WriteAllText(store.PathOf("tables", "tiny.seal.json"), store.Seal);
        }),
        new("the signature is taken away", "A1-seal-signature", store => File.Delete(store.PathOf("tables", "tiny.seal.json.sig"))),
        new("the seal's file is edited", "A1-seal-file", store => TamperedStore.Flip(store.PathOf("tables", "tiny.seal.json"))),
        new("the seal's file is gone", "A1-seal-file", store => File.Delete(store.PathOf("tables", "tiny.seal.json"))),
        Sql("an environment of a sealed run is another", "A1-seal-environment", $"INSERT INTO environments VALUES ('e', '{{}}'); UPDATE runs SET environment_id = 'e' WHERE id = {Training}"),
        Sql("a sealed stage's label is edited", "A1-seal-stage", "UPDATE stages SET label = label || ' better' WHERE kind = 'train'"),
        Sql("the spec is said to be another file", "A1-seal-spec", "UPDATE experiments SET spec_path = spec_path || '.old'"),
        new("a score is edited, digests and chain made anew, and the run said to have been removed", "A1-seal-rows", store =>
        {
            BetterScore(store);
            store.Append("garbage-collected", "store", $$"""{"runs":["{{store.Value<string>($"SELECT {Evaluation}")}}"]}""");
        }),
        new("a score is edited before it is bound", "A1-journal-rows", BetterScore),
        new("a run that is there is said to have been removed", "A1-run-removed", store => store.Append(
            "garbage-collected", "store", $$"""{"runs":["{{store.Value<string>($"SELECT {Evaluation}")}}"]}""")),
        new("an unsigned seal is put after the signed one", "A1-seal-replaced", store =>
        {
            var sequence = store.Append("experiment-sealed", "tiny", store.Value<string>("SELECT json_object('manifest', manifest_id, 'seal-path', NULL, 'table-path', NULL) FROM seals"));
            store.Execute("INSERT INTO texts VALUES ('x', '{}'); INSERT INTO seals SELECT @sequence, experiment, 'x', NULL, NULL FROM seals", new { sequence });
        }),
        new("the signed seal and its tables are copied, and the store told that they are the copies", "A1-seal-place", store =>
        {
            store.CopyTables("copy", "deep");
            File.Delete(store.PathOf("tables", "tiny.seal.json.sig"));
            store.Execute("UPDATE seals SET seal_path = replace(seal_path, 'tables/tiny.seal', 'copy/deep/tiny.seal')");
        }),
        new("the signed seal is of the first version", "A1-seal-version", store => store.Resign(manifest => manifest["version"] = 1)),
        Sql("the seal is taken out of the store", "A1-seal-record", "DELETE FROM seals"),
        Sql("the seal's table is another file", "A1-seal-record", "UPDATE seals SET table_path = NULL"),
        new("every trace of the seal is taken out", "A1-seal-missing", store =>
        {
            store.Execute("DELETE FROM seals; DELETE FROM events WHERE kind = 'experiment-sealed'");
            store.ChainAnew();
        }),
    ];

    private static IEnumerable<Manipulation> Origins() =>
    [
        new("a run is of another build", "A3-mixed-code", store => Elsewhere(store, "\"build\":\"", "\"build\":\"f")),
        new("a run is of another library", "A3-mixed-environment", store => Elsewhere(store, "\"libtorch\":\"", "\"libtorch\":\"9")),
        new("a run is of another number of threads", "A3-mixed-device", store => Elsewhere(store, "\"threads\":1", "\"threads\":8")),
        new("a run was continued with another number of threads", "A3-mixed-run", store =>
        {
            var other = store.Value<string>("SELECT replace(description, '\"threads\":1', '\"threads\":8') FROM environments");
            store.Execute($"INSERT INTO environments VALUES (@id, @other); INSERT INTO stretches VALUES ({Evaluation}, 4, @id)", new { id = ContentAddress.Of(other), other });
        }),
        Sql("a run's provenance is taken away", "A3-untraced", $"DELETE FROM run_provenance WHERE run_id = {Evaluation}"),
        new("the commit is gone", "A3-diff", store => Directory.Delete(store.PathOf(".git", "objects"), recursive: true)),
        new("the changes do not apply to the commit", "A3-diff", store =>
        {
            var source = store.Value<string>("SELECT text FROM texts JOIN run_provenance ON source_id = texts.id");
            var text = JsonNode.Parse(source)!;
            text["diff"] = ((string)text["diff"]!).Replace("-before", "-something else", StringComparison.Ordinal);
            text["diff-sha256"] = ContentAddress.Of((string)text["diff"]!);
            var other = CanonicalJson.Text(text);
            store.Execute("INSERT INTO texts VALUES (@id, @other); UPDATE run_provenance SET source_id = @id", new { id = ContentAddress.Of(other), other });
        }),
        Sql("a run ended before it started", "A3-run-time", $"UPDATE runs SET ended = '2020-01-01T00:00:00.0000000Z' WHERE id = {Evaluation}"),
        Sql("a run is put into another year", "A3-run-time", $"UPDATE runs SET started = '2020-01-01T00:00:00.0000000Z', ended = '2020-01-02T00:00:00.0000000Z' WHERE id = {Evaluation}"),
    ];

    // The values are the test's own: nobody published them.
    private static IEnumerable<Manipulation> Claims() =>
    [
        new("a value is published that one seed cannot be held against", "A6-claim", store => Publish(store, "method: L-CAM-Fm, percentage: 0, measure: average-drop, value: 1")),
        new("a value is published that the experiment does not measure", "A6-claim", store => Publish(store, "method: L-CAM-Img, percentage: 0, measure: average-drop, value: 1")),
        new("the file of published values is gone", "A6-claim", store => File.Delete(store.PathOf("published.yaml"))),
    ];

    private static void Publish(TamperedStore store, string entry) => File.WriteAllText(
        store.PathOf("published.yaml"), $"values:\n  - {{ backbone: vgg16, {entry}, source: the test, place: here, transcriber: the test, date: 2026-01-02 }}\n");

    private static Manipulation Sql(string what, string finding, string sql) => new(what, finding, store => store.Execute(sql));

    // Another percentage is measured: what is known of the others is taken over.
    private static Manipulation Taken(string what, string sql) => new(what, "A2-taken-scores", store =>
    {
        store.RunAgain("percentage: [0, 0.5]", "percentage: [0, 0.25, 0.5]");
        store.Execute($"{sql} AND run_id = (SELECT run_id FROM image_scores WHERE percentage = 0.25 ORDER BY run_id LIMIT 1)");
    });

    private static void BetterScore(TamperedStore store)
    {
        store.Execute($"UPDATE image_scores SET confidence = confidence / 2 WHERE run_id = {Evaluation} AND image_index = 3 AND percentage = 0.5");
        store.BindAnew(store.Value<string>($"SELECT {Evaluation}"));
        store.ChainAnew();
    }

    private static void Elsewhere(TamperedStore store, string from, string to)
    {
        var other = store.Value<string>("SELECT replace(description, @from, @to) FROM environments", new { from, to });
        store.Execute($"INSERT INTO environments VALUES (@id, @other); UPDATE runs SET environment_id = @id WHERE id = {Evaluation}", new { id = ContentAddress.Of(other), other });
    }
}
