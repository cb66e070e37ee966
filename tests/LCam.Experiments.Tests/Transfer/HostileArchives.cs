using System.Text;
using System.Text.Json.Nodes;
using LCam.Experiments.Journals;
using LCam.Experiments.Tests.Store;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>Archives that try something, each by what it changes in a good one and by what refuses it.</summary>
internal static class HostileArchives
{
    private const string NoFile = "is no file that a run of the kind";
    private const string Damaged = "of its manifest is damaged";

    /// <summary>What the manifest or the files say: packed as the program packs.</summary>
    public static IReadOnlyDictionary<string, (Action<HostileArchive> Change, string Refusal)> Contents { get; } = new Dictionary<string, (Action<HostileArchive>, string)>(StringComparer.Ordinal)
    {
        // Names of files.
        ["a git repository in a run's folder"] = (a => a.Put(a.Train, ".git/config", "[core]"), NoFile),
        ["a hidden file"] = (a => a.Put(a.Train, ".bashrc", "x"), NoFile),
        ["a path upwards"] = (a => a.Put(a.Train, "../../evil", "x"), "leads out of its folder"),
        ["an absolute path"] = (a => a.Put(a.Train, "/tmp/evil", "x"), "leads out of its folder"),
        ["a path with backslashes"] = (a => a.Put(a.Train, "..\\..\\evil", "x"), "leads out of its folder"),
        ["a file beside a folder of its name"] = (a => { a.Put(a.Train, "a", "x"); a.Put(a.Train, "a/b", "x"); }, NoFile),
        ["a name with NUL"] = (a => a.Put(a.Train, "log.txt\0.sh", "x"), NoFile),
        ["a name with control characters"] = (a => a.Put(a.Train, "\u001b[2J", "x"), NoFile),
        ["a name in another case"] = (a => a.Put(a.Train, "LOG.TXT", "x"), "twice"),
        ["a name of other characters that look alike"] = (a => a.Put(a.Train, "lo\uff47.txt", "x"), NoFile),
        ["a very long path"] = (a => a.Put(a.Train, string.Concat(Enumerable.Repeat("a/", 99)) + "b", "x"), NoFile),
        ["a checkpoint"] = (a => a.Put(a.Train, "checkpoints/step-000000001.safetensors", "x"), NoFile),
        ["a file of another kind of run"] = (a => a.Put(a.Measure, "attention.safetensors", "x"), NoFile),
        ["a lock of the stage"] = (a => a.Put(a.Train, "../lock", "x"), "leads out of its folder"),
        ["a file that no manifest knows"] = (a => a.Others.Add(("runs/more", [1])), "its manifest does not know"),
        ["many files that no manifest knows"] = (a => a.Others.AddRange(Enumerable.Range(0, 1000).Select(one => ($"junk/{one}", Array.Empty<byte>()))), "and 950 more"),
        ["an entry twice"] = (a => a.Others.Add(("manifest.json", "{}"u8.ToArray())), "it has 'manifest.json' twice"),
        ["an entry twice but for its case"] = (a => a.Others.Add(("Manifest.json", "{}"u8.ToArray())), "twice"),
        ["a folder as an entry"] = (a => a.Others.Add(("runs/", [])), "is a link, a folder or a device"),

        // What people say of runs.
        ["a tag that is a command for a terminal"] = (a => a.Train["tags"] = new JsonArray("\u001b[2J"), "it has a tag that is none"),
        ["a tag that is nothing"] = (a => a.Train["tags"] = new JsonArray((JsonNode?)null), "it has a tag that is none"),
        ["a thousand tags"] = (a => a.Train["tags"] = new JsonArray([.. Enumerable.Range(0, 1000).Select(one => (JsonNode)$"t{one}")]), "it has a tag that is none, or too many"),
        ["a note of two lines"] = (a => a.Train["note"] = "one\ntwo", "its note is no line of text"),
        ["a note without end"] = (a => a.Train["note"] = new string('x', 100_000), "its note is no line of text, or too long"),

        // Sizes and hashes.
        ["a file that is declared larger"] = (a => a.Train["files"]![0]!["bytes"] = 99, "has another size than the manifest says"),
        ["a negative size"] = (a => a.Train["files"]![0]!["bytes"] = -1, "impossible size"),
        ["a size beyond all integers"] = (a => a.Train["files"]![0]!["bytes"] = 1e300, Damaged),
        ["a log of terabytes"] = (a => File(a.Train, "log.txt")["bytes"] = 1L << 42, "is the limit"),
        ["another hash"] = (a => a.Train["files"]![0]!["sha256"] = new string('0', 64), "it lacks a file that it left"),
        ["no hash"] = (a => File(a.Train, "log.txt")["sha256"] = "x", "has no SHA-256"),
        ["weights of zeros"] = (a => a.Put(a.Train, "attention.safetensors", new byte[17 << 20]), "packed to less than any such file could be"),
        ["a manifest of blanks"] = (a => a.Text = """{"format":"lcam-runs","version":2,"experiments":[],"runs":[""" + new string(' ', 17 << 20) + "]}", "larger than any could be"),

        // The manifest's form.
        ["a manifest that is no JSON"] = (a => a.Text = "{", "no JSON"),
        ["a manifest nested deep"] = (a => a.Text = new string('[', 100_000), "nested too deep"),
        ["a key twice in the manifest"] = (a => a.Text = a.Manifest.ToJsonString().Replace("\"version\":4,", "\"version\":4,\"version\":4,", StringComparison.Ordinal), "has a key twice"),
        ["an unknown key of the manifest"] = (a => a.Manifest["hooks"] = "x", "'hooks' is unknown"),
        ["an unknown key of a run"] = (a => a.Train["run"]!["command"] = "x", Damaged),
        ["a missing key of a run"] = (a => a.Train["run"]!.AsObject().Remove("threads"), Damaged),
        ["runs that are none"] = (a => a.Manifest["runs"]!.AsArray().Add(null), "is empty, or has an empty entry"),
        ["a file that is none"] = (a => a.Train["files"]!.AsArray().Add(null), "is empty, or has an empty entry"),
        ["a cell that is none"] = (a => a.Experiment["cells"]!.AsArray().Add(null), "is empty, or has an empty entry"),
        ["numbers instead of runs"] = (a => a.Manifest["runs"] = new JsonArray(7, 8), Damaged),
        ["no runs"] = (a => { a.Manifest["runs"] = new JsonArray(); a.Manifest["experiments"] = new JsonArray(); }, "it has 0 runs"),
        ["many empty runs"] = (a => a.Manifest["runs"] = new JsonArray([.. Enumerable.Range(0, 100_001).Select(_ => new JsonObject())]), "no list of at most 100000 runs"),
        ["half a character as a key of the manifest"] = (a => a.Text = "{\"\\ud800\":1," + a.Manifest.ToJsonString()[1..], "or one that is no text"),
        ["half a character as a key of a run"] = (a => a.Text = a.Manifest.ToJsonString().Replace("\"host\":", "\"\\ud800\":1,\"host\":", StringComparison.Ordinal), "or one that is no text"),
        ["half a character as a key of an environment"] = (a => HostileArchive.Environment(a.Train, """{"\ud800":1}"""), "its environment is no JSON map"),
        ["half a character as a key within an environment"] = (a => HostileArchive.Environment(a.Train, """{"gpu":{"\ud800":1}}"""), "its environment is no JSON map"),
        ["half a character as a key of a source"] = (a => a.Train["provenance"]!["source"] = """{"version-control":"none","\ud800":1}""", "its source is no JSON map"),
        ["half a character as a key of inputs"] = (a => a.Train["provenance"]!["inputs"] = """{"\ud800":{}}""", "its inputs are no JSON map"),
        ["half a character as a key of resolved values"] = (a => a.Experiment["record"]!["resolved"] = """{"\ud800":{"origin":"o","value":"v"}}""", "resolved values are no JSON map"),
        ["half a character as a key of settings"] = (a => a.Identity(a.Train, """{"\ud800":1}"""), "settings are no JSON map"),
        ["half a character"] = (a => a.Text = a.Manifest.ToJsonString().Replace("\"host\":\"h\"", "\"host\":\"\\ud800\"", StringComparison.Ordinal), Damaged),

        // A run's row.
        ["an attempt near the largest number"] = (a => { a.Train["run"]!["attempt"] = int.MaxValue; a.Rename(a.Train, HostileArchive.IdOf(a.Train)[..13] + int.MaxValue); }, "it has a wrong id"),
        ["an attempt below one"] = (a => { a.Train["run"]!["attempt"] = 0; a.Rename(a.Train, HostileArchive.IdOf(a.Train)[..13] + "0"); }, "it has a wrong id"),
        ["an id that is a path"] = (a => a.Train["run"]!["id"] = "../../evil", "it has a wrong id"),
        ["a key that is a path"] = (a => a.Train["stage"]!["key"] = "../../evil", "it has a wrong id"),
        ["negative threads"] = (a => a.Train["run"]!["threads"] = -5, "it has -5 threads"),
        ["a device that is a command"] = (a => a.Train["run"]!["device"] = "cuda:99; rm", "is not cpu or cuda:N"),
        ["seconds below nothing"] = (a => a.Train["run"]!["seconds"] = -1e308, "seconds are no time"),
        ["seconds that are no number"] = (a => a.Train["run"]!["seconds"] = "NaN", "seconds are no time"),
        ["a year long ago"] = (a => a.Train["run"]!["started"] = "0001-01-01T00:00:00+14:00", Damaged),
        ["a year before there were such runs"] = (a => a.Train["run"]!["started"] = "1999-01-01T00:00:00Z", "times are impossible"),
        ["a year far ahead"] = (a => a.Train["run"]!["ended"] = "9999-12-31T23:59:59Z", "times are impossible"),
        ["an end before the start"] = (a => a.Train["run"]!["ended"] = "2025-01-01T00:00:00Z", "times are impossible"),
        ["no end"] = (a => a.Train["run"]!["ended"] = null, "times are impossible"),
        ["a run under way"] = (a => a.Train["run"]!["state"] = "running", "did not succeed"),
        ["a state that there is not"] = (a => a.Train["run"]!["state"] = "won", Damaged),
        ["a host with control characters"] = (a => a.Train["run"]!["host"] = "\u001b]0;x\u0007", "its host is no name"),
        ["a label with control characters"] = (a => a.Train["stage"]!["label"] = "\u001b[31mred", "its label is no line of text"),
        ["a label that turns the writing"] = (a => a.Train["stage"]!["label"] = "a\u202eb", "its label is no line of text"),
        ["a very long label"] = (a => a.Train["stage"]!["label"] = new string('x', 100_000), "its label is no line of text"),
        ["a run twice"] = (a => a.Manifest["runs"]!.AsArray().Add(a.Train.DeepClone()), "a stage is in it twice"),
        ["a role that a file has not"] = (a => a.Train["artifacts"]![0]!["role"] = "log", "which it is not"),
        ["an artifact twice"] = (a => a.Train["artifacts"]!.AsArray().Add(a.Train["artifacts"]![0]!.DeepClone()), "it left a file twice"),

        // What determines the numbers.
        ["settings that are no JSON"] = (a => a.Identity(a.Train, "garbage"), "settings are no JSON map"),
        ["settings that are a number"] = (a => a.Identity(a.Train, "1"), "settings are no JSON map"),
        ["settings nested deep"] = (a => a.Identity(a.Train, new string('[', 5000) + new string(']', 5000)), "settings are no JSON map"),
        ["settings with a key twice"] = (a => a.Identity(a.Train, """{"kind":"train","kind":"measure"}"""), "settings are no JSON map"),
        ["settings in another form"] = (a => a.Identity(a.Train, " " + a.Train["stage"]!["identity"]), "not in canonical form"),
        ["settings of another kind"] = (a => a.Identity(a.Train, (string)a.Measure["stage"]!["identity"]!), "'kind' in it is not train"),
        ["settings without a network"] = (a => a.Identity(a.Train, """{"images":{},"kind":"train","loss":"lcam","seed":1,"training":{},"variant":"fm","version":1}"""), "'backbone' is missing"),
        ["settings that need a stage of no key"] = (a => a.Identity(a.Measure, ((string)a.Measure["stage"]!["identity"]!).Replace((string)a.Train["stage"]!["key"]!, "../../evil", StringComparison.Ordinal)), "a stage that it needs has no key"),
        ["settings that need a stage that is not there"] = (a => a.Identity(a.Measure, Needing(a, new string('0', 64))), "needs a stage that is not in it"),
        ["percentages above all"] = (a => a.Identity(a.Measure, ((string)a.Measure["stage"]!["identity"]!).Replace("[0,0.5]", "[0,5]", StringComparison.Ordinal)), "'percentages' in it is not a list of shares"),
        ["another key than the settings'"] = (a => a.Train["stage"]!["identity"] = ((string)a.Train["stage"]!["identity"]!).Replace("lcam", "cam", StringComparison.Ordinal), "not that of its settings"),
        ["an unknown kind"] = (a => a.Train["stage"]!["kind"] = "trane", "unknown kind 'trane'"),

        // Where it computed, and where its numbers come from.
        ["an environment that is no JSON"] = (a => HostileArchive.Environment(a.Train, "garbage"), "its environment is no JSON map"),
        ["an environment of other types"] = (a => HostileArchive.Environment(a.Train, """{"processor":5,"threads":"x"}"""), "'processor' in it is not a text"),
        ["another environment than its id's"] = (a => a.Train["environment"] = "{}", "not the one that its id says"),
        ["a source that is no JSON"] = (a => a.Train["provenance"]!["source"] = "garbage", "its source is no JSON map"),
        ["a source that is a list"] = (a => a.Train["provenance"]!["source"] = "[1]", "its source is no JSON map"),
        ["a source of other types"] = (a => a.Train["provenance"]!["source"] = """{"version-control":"git","root":5,"commit":[],"dirty":"x"}""", "'root' in it is not a path"),
        ["a commit that is an option"] = (a => a.Train["provenance"]!["source"] = """{"version-control":"git","root":"/x","commit":"--upload-pack=x","dirty":false}""", "'commit' in it is not a commit's id"),
        ["a source without a root"] = (a => a.Train["provenance"]!["source"] = """{"version-control":"git"}""", "has no root"),
        ["inputs that are no JSON"] = (a => a.Train["provenance"]!["inputs"] = "garbage", "its inputs are no JSON map"),
        ["inputs of other types"] = (a => a.Train["provenance"]!["inputs"] = """{"a":5,"b":{"file":5}}""", "its input 'a' is no description"),
        ["inputs without their hashes"] = (a => a.Train["provenance"]!["inputs"] = """{"w":{"file":"/dev/zero","sha256":"00"}}""", "'sha256' in it is not a SHA-256"),
        ["memory below nothing"] = (a => a.Train["provenance"]!["peak-bytes"] = -1, "what it took of the machine is impossible"),

        // Experiments.
        ["an experiment named by a path"] = (a => a.Experiment["record"]!["name"] = "../../evil", "none that a spec may have"),
        ["an experiment twice"] = (a => a.Manifest["experiments"]!.AsArray().Add(a.Experiment.DeepClone()), "an experiment is in it twice"),
        ["a spec nested deep"] = (a => a.Experiment["record"]!["spec-text"] = "name: moved\na: " + new string('[', 20_000), "no YAML map"),
        ["resolved values that are no JSON"] = (a => a.Experiment["record"]!["resolved"] = "garbage", "resolved values are no JSON map"),
        ["a cell twice"] = (a => a.Experiment["cells"]!.AsArray().Add(a.Experiment["cells"]![0]!.DeepClone()), "it has a cell twice"),
        ["a cell of control characters"] = (a => a.Experiment["cells"]![0]!["label"] = "\u001b[31mX\n", "the label of a cell is no line of text"),
        ["a cell of a stage that is not there"] = (a => a.Experiment["cells"]![0]!["train-key"] = new string('0', 64), "has a stage that is not in it"),
        ["a cell of a stage of another kind"] = (a => a.Experiment["cells"]![0]!["train-key"] = (string)a.Measure["stage"]!["key"]!, "has a stage that is not in it, or is of another kind"),
        ["a cell at a place below none"] = (a => a.Experiment["cells"]![0]!["ordinal"] = -1, "impossible one"),

        // What files hold.
        ["a journal of another kind"] = (a => a.Put(a.Train, "journal.jsonl", a[a.Measure, "journal.jsonl"]), "counts steps"),
        ["no journal"] = (a => a.Take(a.Measure, "journal.jsonl"), "its journal.jsonl is not in the archive"),
        ["an empty journal"] = (a => a.Put(a.Measure, "journal.jsonl", []), "it has no start"),
        ["a journal that ends early"] = (a => a.Put(a.Measure, "journal.jsonl", Lines(a[a.Measure, "journal.jsonl"], 2)), "it has 1 images, and set out to do 2"),
        ["a journal that was done before it began"] = (a => a.Put(a.Measure, "journal.jsonl", Journal(new StartEntry(3, "images", 1), StoreFixture.Image(0), StoreFixture.Image(1))), "it has 2 images, and set out to do 3"),
        ["a journal with an image twice"] = (a => a.Put(a.Measure, "journal.jsonl", Journal(new StartEntry(2, "images", 0), StoreFixture.Image(0), StoreFixture.Image(0))), "line 3 is an image that was there before"),
        ["a journal with a confidence of nothing"] = (a => a.Put(a.Measure, "journal.jsonl", Journal(new StartEntry(1, "images", 0), StoreFixture.Image(0, double.NaN))), "line 2 is an impossible image"),
        ["a journal with a confidence above all"] = (a => a.Put(a.Measure, "journal.jsonl", Journal(new StartEntry(1, "images", 0), StoreFixture.Image(0, 0.5, 7))), "line 2 has an impossible confidence"),
        ["a journal of other percentages"] = (a => a.Put(a.Measure, "journal.jsonl", Journal(new StartEntry(1, "images", 0), new ImageEntry(StoreFixture.Image(0).Score with { Masked = [] }))), "line 2 measures other percentages"),
        ["a journal with a step below none"] = (a => a.Put(a.Train, "journal.jsonl", Journal(new StartEntry(1, "steps", 0), new StepEntry(0, -1, 4, new Dictionary<string, double>()))), "line 2 is an impossible step"),
        ["a journal whose checkpoint is a path"] = (a => a.Put(a.Train, "journal.jsonl", Journal(new StartEntry(1, "steps", 0), new CheckpointEntry(0, 1, "../../evil", new string('0', 64)))), "line 2 is an impossible checkpoint"),
        ["a torn journal"] = (a => a.Put(a.Measure, "journal.jsonl", a[a.Measure, "journal.jsonl"][..^1]), "line 3 is torn"),
        ["an edited journal"] = (a => a.Put(a.Measure, "journal.jsonl", Encoding.UTF8.GetString(a[a.Measure, "journal.jsonl"]).Replace("0.9", "0.1", StringComparison.Ordinal)), "line 3 is damaged"),
        ["an order of another stage"] = (a => a.Put(a.Train, "stage.json", """{"kind":"train","key":"x"}"""), "it orders another stage"),
        ["an order that is no JSON"] = (a => a.Put(a.Train, "stage.json", "x"), "it is no JSON map"),
        ["an order of a former format"] = (a => a.Put(a.Measure, "stage.json", $$"""{"format":3,"kind":"measure","key":"{{(string)a.Measure["stage"]!["key"]!}}"}"""), "is of format 3, and this program knows 4"),
        ["no result"] = (a => a.Take(a.Train, "result.json"), "its result.json is not in the archive"),
        ["a result of a later format"] = (a => a.Put(a.Train, "result.json", """{"format":5,"artifacts":[]}"""), "is of format 5, and this program knows"),
        ["a result that tells of a failure"] = (a => a.Put(a.Train, "result.json", """{"failure":{"kind":"input","message":"x"},"artifacts":[]}"""), "it tells of a failure"),
        ["a result without files"] = (a => a.Put(a.Train, "result.json", "{}"), "does not tell which files"),
        ["a result with a file that is none"] = (a => a.Put(a.Train, "result.json", """{"artifacts":[null]}"""), "does not tell which files"),
        ["an order with half a character as a key"] = (a => a.Put(a.Train, "stage.json", """{"\ud800":1}"""), "it "),
        ["a result with half a character as a key"] = (a => a.Put(a.Train, "result.json", """{"\ud800":1,"artifacts":[]}"""), "it is no JSON of its kind"),
        ["a result that names a file of the system"] = (a => a.Put(a.Train, "result.json", """{"artifacts":[{"path":"/etc/passwd","role":"weights","sha256":"","bytes":1}]}"""), "did not leave"),
    };

    private static JsonNode File(JsonObject run, string path) => run["files"]!.AsArray().First(file => (string)file!["path"]! == path)!;

    private static string Needing(HostileArchive archive, string key) =>
        ((string)archive.Measure["stage"]!["identity"]!).Replace((string)archive.Train["stage"]!["key"]!, key, StringComparison.Ordinal);

    private static byte[] Journal(params JournalEntry[] entries) => [.. entries.SelectMany(JournalLine.Encode)];

    private static byte[] Lines(byte[] text, int count) => Encoding.UTF8.GetBytes(string.Concat(Encoding.UTF8.GetString(text).Split('\n').Take(count).Select(line => line + "\n")));
}
