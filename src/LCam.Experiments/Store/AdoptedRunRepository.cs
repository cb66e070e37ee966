using System.Text.Json.Nodes;
using Dapper;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Runs that the reference's own scripts made.</summary>
public sealed class AdoptedRunRepository(StoreDatabase database, TimeProvider clock)
{
    /// <summary>The event that tells of an adoption, and binds its rows. It is no event of a run that lcam made.</summary>
    internal const string Event = "past-run-adopted";

    /// <summary>All of them, by id.</summary>
    public IReadOnlyList<AdoptedRun> All() => database.Read(connection => Read(connection, "SELECT id FROM adopted_runs ORDER BY id", null));

    /// <summary>The run of exactly this id; null where there is none.</summary>
    public AdoptedRun? Of(string id) => database.Read(connection => Read(connection, "SELECT id FROM adopted_runs WHERE id = @text", id)).FirstOrDefault();

    /// <summary>The runs whose id begins so, or that are called so.</summary>
    public IReadOnlyList<AdoptedRun> Matching(string text) => database.Read(connection => Read(
        connection, "SELECT id FROM adopted_runs WHERE name = @text OR (length(@text) > 0 AND substr(id, 1, length(@text)) = @text) ORDER BY id", text));

    /// <summary>The adopted run that a name or the beginning of an id means; null where it means none.</summary>
    /// <exception cref="ProblemException">It means several.</exception>
    public AdoptedRun? Find(string text, string where) => Matching(text) switch
    {
        [] => null,
        [var only] => only,
        var several => throw new ProblemException(ProblemKind.InvalidInput, new Problem(
            where, $"several adopted runs are called '{text}', or their ids begin so: {string.Join(", ", several.Select(run => run.Id))}", "give more of the id")),
    };

    /// <summary>Paths, relative to the store, of all copies that it has to have.</summary>
    public IReadOnlySet<string> Copies() => database.Read(connection => Files(connection, "kept = 1", null).Select(row => row.File.Copy).ToHashSet(StringComparer.Ordinal));

    /// <summary>Adds a run and the event that binds it; nothing where it is there already.</summary>
    /// <returns>Whether it was added.</returns>
    public bool Add(AdoptedRun run)
    {
        var added = false;
        database.Write((connection, transaction) =>
        {
            added = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM adopted_runs WHERE id = @Id", new { run.Id }, transaction) == 0;
            if (!added)
            {
                return;
            }

            connection.Execute(
                "INSERT INTO adopted_runs (id, name, adopted, record) VALUES (@Id, @Name, @adopted, @Record)",
                new { run.Id, run.Name, adopted = StoreTime.Text(run.Adopted), run.Record }, transaction);
            connection.Execute(
                "INSERT INTO adopted_files (run_id, role, name, sha256, bytes, path, kept) VALUES (@Id, @Role, @Name, @Sha256, @Bytes, @Path, @Kept)",
                run.Files.Select(file => new { run.Id, file.Role, file.Name, file.Sha256, file.Bytes, file.Path, file.Kept }), transaction);
            connection.Execute(
                "INSERT INTO adopted_metrics (run_id, line, epoch, name, value) VALUES (@Id, @Line, @Epoch, @Name, @Value)",
                run.Metrics.Select(metric => new { run.Id, metric.Line, metric.Epoch, metric.Name, metric.Value }), transaction);
            EventLog.Append(connection, transaction, clock.GetUtcNow(), Event, run.Id, new JsonObject
            {
                ["name"] = run.Name,
                ["digests"] = new JsonObject(RunTables.Digests(connection, run.Id, AdoptedTables.All).Select(digest => KeyValuePair.Create(digest.Key, (JsonNode?)digest.Value))),
            });
        });
        return added;
    }

    private static List<AdoptedRun> Read(SqliteConnection connection, string ids, string? text)
    {
        var wanted = KeyList.Text([.. connection.Query<string>(ids, new { text })]);
        var files = Files(connection, "run_id IN (SELECT value FROM json_each(@wanted))", wanted).ToLookup(row => row.Run, row => row.File, StringComparer.Ordinal);
        var metrics = connection.Query<(string Run, long Line, long Epoch, string Name, double? Value)>(
            "SELECT run_id, line, epoch, name, value FROM adopted_metrics WHERE run_id IN (SELECT value FROM json_each(@wanted)) ORDER BY run_id, line, name", new { wanted })
            .ToLookup(row => row.Run, row => new AdoptedMetric(row.Line, row.Epoch, row.Name, row.Value), StringComparer.Ordinal);
        return
        [
            .. connection.Query<(string Id, string Name, string Adopted, string Record)>(
                "SELECT id, name, adopted, record FROM adopted_runs WHERE id IN (SELECT value FROM json_each(@wanted)) ORDER BY id", new { wanted })
                .Select(row => new AdoptedRun
                {
                    Id = row.Id,
                    Name = row.Name,
                    Adopted = StoreTime.Parse(row.Adopted),
                    Record = row.Record,
                    Files = [.. files[row.Id]],
                    Metrics = [.. metrics[row.Id]],
                }),
        ];
    }

    private static IEnumerable<(string Run, AdoptedFile File)> Files(SqliteConnection connection, string where, string? wanted) => connection
        .Query<(string Run, string Role, string Name, string Sha256, long Bytes, string Path, long Kept)>(
            $"SELECT run_id, role, name, sha256, bytes, path, kept FROM adopted_files WHERE {where} ORDER BY run_id, role, name", new { wanted })
        .Select(row => (row.Run, new AdoptedFile(row.Role, row.Name, row.Sha256, row.Bytes, row.Path, row.Kept != 0)));
}
