using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dapper;
using LCam.Experiments.Auditing;
using LCam.Experiments.Auditing.Reruns;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>A finished experiment that somebody lays hands on.</summary>
internal sealed class TamperedStore(string place, string signers) : IDisposable
{
    /// <summary>The key by which the seal was signed: only what an honest person does may use it.</summary>
    public string Key => Path.Combine(Path.GetDirectoryName(signers)!, "key");

    public string Database => PathOf("store", "lcam.db");

    public void Dispose() => Directory.Delete(place, recursive: true);

    public string PathOf(params string[] parts) => Path.Combine([place, .. parts]);

    /// <summary>Runs the experiment again, its spec changed: what honest people do.</summary>
    public void RunAgain(string from, string to)
    {
        var path = PathOf("tiny.yaml");
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));
        using var store = ExperimentStore.Open(PathOf("store"), TimeProvider.System);
        FinishedExperiment.Execute(SpecReader.Read(path, [], _ => null, new FileSystem()), store);
    }

    /// <summary>Changes rows; no constraint stands in the way.</summary>
    public void Execute(string sql, object? parameters = null)
    {
        using var connection = Connect();
        connection.Execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
        var changed = connection.Execute(sql, parameters);
        Assert.True(changed > 0 || sql.StartsWith("DROP", StringComparison.Ordinal) || sql.StartsWith("PRAGMA", StringComparison.Ordinal), "nothing was changed");
    }

    /// <summary>A value of the database.</summary>
    public T Value<T>(string sql, object? parameters = null)
    {
        using var connection = Connect();
        return connection.ExecuteScalar<T>(sql, parameters)!;
    }

    /// <summary>The path of a file that a run of this kind left.</summary>
    public string FileOf(string kind, string name) => PathOf(
        "store", "stages", Value<string>($"SELECT stage_key || '/' || attempt FROM runs JOIN stages ON key = stage_key WHERE kind = '{kind}' ORDER BY id LIMIT 1"), name);

    /// <summary>Changes a byte in the middle of a file.</summary>
    public static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Copies the tables, their seal and its signature to another folder, and the spec to the one above it.</summary>
    public void CopyTables(params string[] folder)
    {
        Directory.CreateDirectory(PathOf(folder));
        foreach (var file in Directory.EnumerateFiles(PathOf("tables")))
        {
            File.Copy(file, PathOf([.. folder, Path.GetFileName(file)]));
        }

        if (PathOf([.. folder, "..", "tiny.yaml"]) is var spec && !File.Exists(spec))
        {
            File.Copy(PathOf("tiny.yaml"), spec);
        }
    }

    /// <summary>Puts a pipe in the place of a file: who opens it waits for ever.</summary>
    public static void MakePipe(string path)
    {
        File.Delete(path);
        Assert.Equal(0, Mono.Unix.Native.Syscall.mkfifo(path, Mono.Unix.Native.FilePermissions.DEFFILEMODE));
    }

    /// <summary>Digests a run's rows anew, as somebody would who knows the program.</summary>
    public void BindAnew(string run)
    {
        using var connection = Connect();
        var detail = JsonNode.Parse(connection.ExecuteScalar<string>("SELECT detail FROM events WHERE kind = 'run-succeeded' AND subject = @run", new { run })!)!;
        detail["digests"] = new JsonObject(RunTables.Digests(connection, run).Select(digest => KeyValuePair.Create(digest.Key, (JsonNode?)digest.Value)));
        connection.Execute("UPDATE events SET detail = @text WHERE kind = 'run-succeeded' AND subject = @run", new { run, text = CanonicalJson.Text(detail) });
    }

    /// <summary>Appends an event, as the program does.</summary>
    public long Append(string kind, string subject, string detail)
    {
        using var connection = Connect();
        var (last, time, previous) = connection.QuerySingle<(long, string, string)>("SELECT sequence, time, hash FROM events ORDER BY sequence DESC LIMIT 1");
        var sequence = last + 1;
        var hash = EventLog.Hash(sequence, time, kind, subject, detail, previous);
        connection.Execute("INSERT INTO events VALUES (@sequence, @time, @kind, @subject, @detail, @previous, @hash)", new { sequence, time, kind, subject, detail, previous, hash });
        return sequence;
    }

    /// <summary>Changes the signed seal and signs it again, which only who has the key can.</summary>
    public void Resign(Action<JsonNode> change)
    {
        var (path, old) = (PathOf("tables", "tiny.seal.json"), Seal);
        var manifest = JsonNode.Parse(old)!;
        change(manifest);
        var text = manifest.ToJsonString() + "\n";
        File.WriteAllText(path, text);
        File.Delete(path + ".sig");
        new SealSignature(new ProgramRunner()).Sign(path, Key);
        var id = ContentAddress.Of(text);
        Execute("INSERT INTO texts VALUES (@id, @text); UPDATE seals SET manifest_id = @id", new { id, text });
        Execute("UPDATE events SET detail = json_set(detail, '$.manifest', @id) WHERE kind = 'experiment-sealed'", new { id });
        ChainAnew();
    }

    /// <summary>Works the whole chain out anew.</summary>
    public void ChainAnew()
    {
        using var connection = Connect();
        var (sequence, previous) = (0L, EventLog.Genesis);
        foreach (var (old, time, kind, subject, detail) in connection.Query<(long, string, string, string, string)>("SELECT sequence, time, kind, subject, detail FROM events ORDER BY sequence").ToList())
        {
            sequence++;
            var hash = EventLog.Hash(sequence, time, kind, subject, detail, previous);
            connection.Execute(
                "UPDATE events SET sequence = @sequence, previous_hash = @previous, hash = @hash WHERE sequence = @old; UPDATE seals SET sequence = @sequence WHERE sequence = @old",
                new { sequence, previous, hash, old });
            previous = hash;
        }
    }

    /// <summary>Puts another seal in the place of the store's.</summary>
    /// <param name="tables">The tables to seal, by name, that of no name the main one; null for those that were sealed.</param>
    public void SealAnew(IReadOnlyDictionary<string, string>? tables = null)
    {
        using var connection = Connect();
        var manifest = JsonNode.Parse(connection.ExecuteScalar<string>("SELECT text FROM texts JOIN seals ON manifest_id = id")!)!;
        foreach (var (run, sealedRun) in manifest["content"]!["runs"]!.AsObject())
        {
            sealedRun!["event"] = connection.ExecuteScalar<string>("SELECT hash FROM events WHERE kind = 'run-succeeded' AND subject = @run", new { run });
            sealedRun["artifacts"] = new JsonObject(connection.Query<(string Path, string Sha256)>("SELECT path, sha256 FROM artifacts WHERE run_id = @run ORDER BY path", new { run })
                .Select(file => KeyValuePair.Create(file.Path, (JsonNode?)file.Sha256)));
            sealedRun["environment"] = connection.ExecuteScalar<string>("SELECT environment_id FROM runs WHERE id = @run", new { run });
            sealedRun["digests"] = new JsonObject(RunTables.Digests(connection, run).Select(digest => KeyValuePair.Create(digest.Key, (JsonNode?)digest.Value)));
        }

        foreach (var (name, table) in tables ?? new Dictionary<string, string>())
        {
            (name.Length == 0 ? manifest["content"]! : manifest["content"]!["tables"]![name]!)[name.Length == 0 ? "table-sha256" : "sha256"] = ContentAddress.Of(table);
        }

        var head = (long)manifest["chain"]!["sequence"]!;
        manifest["chain"]!["hash"] = connection.ExecuteScalar<string>("SELECT hash FROM events WHERE sequence = @head", new { head });
        var text = manifest.ToJsonString();
        var id = ContentAddress.Of(text);
        connection.Execute("INSERT INTO texts VALUES (@id, @text)", new { id, text });
        connection.Execute("UPDATE seals SET manifest_id = @id", new { id });
        var detail = JsonNode.Parse(connection.ExecuteScalar<string>("SELECT detail FROM events WHERE kind = 'experiment-sealed'")!)!;
        detail["manifest"] = id;
        connection.Execute("UPDATE events SET detail = @text WHERE kind = 'experiment-sealed'", new { text = CanonicalJson.Text(detail) });
        ChainAnew();
    }

    /// <summary>The text of the store's seal.</summary>
    public string Seal => Value<string>("SELECT text FROM texts JOIN seals ON manifest_id = id");

    /// <summary>Executes runs again and audits what comes out.</summary>
    public AuditReport Audit(IReadOnlySet<AuditLevel> levels, RerunOptions options)
    {
        var files = new FileSystem();
        var worker = new StageWorker([new ClassifierExecutor(TimeProvider.System), new TrainExecutor(TimeProvider.System), new MeasureExecutor(TimeProvider.System)]);
        var rerunner = new Rerunner(worker, files, options, _ => null, _ => { }, CancellationToken.None);
        return new Auditor(files, new ProgramRunner(), TimeProvider.System, _ => null, rerunner).Audit(PathOf("store"), new AuditOptions(null, levels) { Sources = place });
    }

    /// <summary>Every file with its hash, but for those that SQLite keeps while a database is open.</summary>
    public IReadOnlyList<string> Hashes() =>
    [
        .. Directory.EnumerateFiles(PathOf(), "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("-shm", StringComparison.Ordinal) && !path.EndsWith("-wal", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];

    /// <summary>Audits at all levels that execute nothing.</summary>
    /// <param name="isSigned">Whether seals must be signed.</param>
    /// <param name="folder">The store, however it is named; null for as it was made.</param>
    public AuditReport Audit(string? experiment = null, bool rehash = false, bool isSigned = true, string? folder = null) => new Auditor(new FileSystem(), new ProgramRunner(), TimeProvider.System, _ => null) { LoadNumericLibrary = () => { } }
        .Audit(folder ?? PathOf("store"), new AuditOptions(experiment, AuditOptions.ReadingLevels, isSigned ? signers : null, rehash) { Sources = place });

    /// <summary>A connection that can write.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        return connection;
    }
}
