using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Results;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing.Attacks;

/// <summary>Who may write all of a store and of the folder around it, knows the program, and does not have the key.</summary>
internal sealed class Forger(TamperedStore store)
{
    public TamperedStore Store => store;

    /// <summary>The first evaluation's run.</summary>
    public string Evaluation => Run("measure");

    /// <summary>The first training's run.</summary>
    public string Training => Run("train");

    /// <summary>The classifier's run.</summary>
    public string Classifier => Run("classifier");

    public string SealPath => store.PathOf("tables", "tiny.seal.json");

    /// <summary>Makes the summary beside a run's scores anew.</summary>
    public void Summarise(string run)
    {
        using var connection = store.Connect();
        if (ScoreSummary.Of(ScoreRepository.Images(connection, run)) is { } summary)
        {
            connection.Execute("INSERT OR REPLACE INTO score_summaries VALUES (@run, @text)", new { run, text = summary.Text() });
        }
    }

    /// <summary>The tables that the store gives now, by name; that of no name is the main one.</summary>
    public IReadOnlyDictionary<string, string> Tables()
    {
        var spec = SpecReader.Read(store.PathOf("tiny.yaml"), [], _ => null, new FileSystem());
        using var opened = ExperimentStore.OpenUntouched(store.PathOf("store"), TimeProvider.System);
        return new Dictionary<string, string>
        {
            [""] = ExperimentTables.Build(spec, opened).Render(TableFormats.Default),
            ["named"] = ExperimentTables.Build(spec, "named", opened).Render(TableFormats.Default),
        };
    }

    /// <summary>Writes the tables that the store gives now.</summary>
    public void WriteTables()
    {
        var tables = Tables();
        File.WriteAllText(store.PathOf("tables", "table.md"), tables[""]);
        File.WriteAllText(store.PathOf("tables", "named.md"), tables["named"]);
    }

    /// <summary>Makes the store's seal anew, the tables' hashes included.</summary>
    public void SealAnew() => store.SealAnew(Tables());

    /// <summary>Only adds to the chain: the run was removed, begun again, and is finished with the rows that it has now.</summary>
    public void Restart(string run, bool removes = true)
    {
        if (removes)
        {
            store.Append("garbage-collected", "store", CanonicalJson.Text(new JsonObject { ["runs"] = new JsonArray(run) }));
        }

        using var connection = store.Connect();
        var stage = connection.ExecuteScalar<string>("SELECT stage_key FROM runs WHERE id = @run", new { run });
        store.Append("run-started", run, CanonicalJson.Text(new JsonObject { ["stage"] = stage }));
        store.Append("run-succeeded", run, CanonicalJson.Text(new JsonObject
        {
            ["digests"] = new JsonObject(RunTables.Digests(connection, run).Select(digest => KeyValuePair.Create(digest.Key, (JsonNode?)digest.Value))),
            ["stage"] = stage,
        }));
    }

    /// <summary>Appends an unsigned seal of what the store has now, and the event that tells of it.</summary>
    /// <param name="path">Where it says that it lies; null for nowhere.</param>
    public void AppendSeal(string? path)
    {
        var manifest = JsonNode.Parse(store.Seal)!;
        using var connection = store.Connect();
        var (sequence, hash) = connection.QuerySingle<(long, string)>("SELECT sequence, hash FROM events ORDER BY sequence DESC LIMIT 1");
        manifest["chain"] = new JsonObject { ["sequence"] = sequence, ["hash"] = hash };
        foreach (var (run, sealedRun) in manifest["content"]!["runs"]!.AsObject())
        {
            sealedRun!["event"] = connection.ExecuteScalar<string>("SELECT hash FROM events WHERE kind = 'run-succeeded' AND subject = @run ORDER BY sequence DESC LIMIT 1", new { run });
            sealedRun["digests"] = new JsonObject(RunTables.Digests(connection, run).Select(digest => KeyValuePair.Create(digest.Key, (JsonNode?)digest.Value)));
        }

        var text = manifest.ToJsonString() + "\n";
        var id = ContentAddress.Of(text);
        var at = store.Append("experiment-sealed", "tiny", CanonicalJson.Text(new JsonObject { ["manifest"] = id, ["seal-path"] = path, ["table-path"] = null }));
        connection.Execute("INSERT INTO texts VALUES (@id, @text); INSERT INTO seals VALUES (@at, 'tiny', @id, @path, NULL)", new { id, text, at, path });
        if (path is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    /// <summary>Rewrites a run's journal, and what the store knows of the file.</summary>
    public void EditJournal(string run, Func<JournalEntry, JournalEntry> edit)
    {
        var path = PathOf(run, "journal.jsonl");
        var entries = JournalReader.Read(new FileSystem(), path).Select(placed => placed.Entry).ToList();
        File.WriteAllBytes(path, [.. entries.SelectMany(entry => JournalLine.Encode(edit(entry)))]);
        Record(run, "journal.jsonl");
    }

    /// <summary>Tells the store the hash that a run's file has now.</summary>
    public void Record(string run, string file) => store.Execute("UPDATE artifacts SET sha256 = @sha256, bytes = @bytes WHERE run_id = @run AND path = @file", new
    {
        run,
        file,
        sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(run, file)))),
        bytes = new FileInfo(PathOf(run, file)).Length,
    });

    /// <summary>A file of a run.</summary>
    public string PathOf(string run, string file) => store.PathOf("store", "stages", store.Value<string>("SELECT stage_key || '/' || attempt FROM runs WHERE id = @run", new { run }), file);

    /// <summary>Signs a file by a key of the forger's own.</summary>
    public void SignAsStranger()
    {
        var key = store.PathOf("stranger");
        new ProgramRunner().Run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key]);
        File.Delete(SealPath + ".sig");
        new SealSignature(new ProgramRunner()).Sign(SealPath, key);
    }

    private string Run(string kind) => store.Value<string>("SELECT runs.id FROM runs JOIN stages ON key = stage_key WHERE kind = @kind ORDER BY runs.id LIMIT 1", new { kind });
}
