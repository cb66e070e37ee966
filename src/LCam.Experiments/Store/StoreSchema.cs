using System.Text.RegularExpressions;
using Dapper;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>
/// Compares a database's schema, object by object, with what the migrations make. An object more is a way to falsify what
/// the program writes (a trigger) or reads (a view), whatever its name is.
/// </summary>
internal static partial class StoreSchema
{
    // What ANALYZE leaves: statistics for the planner, which change no result. SQLite's own text, to the letter.
    private static readonly Dictionary<string, string> Statistics = new(StringComparer.Ordinal)
    {
        ["sqlite_stat1"] = "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
        ["sqlite_stat4"] = "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
    };

    private static readonly Lazy<IReadOnlyDictionary<string, SchemaObject>> Made = new(Make);

    /// <summary>What is not as the migrations make it: the object, and how it differs.</summary>
    public static IReadOnlyList<(string Object, string Difference)> Differences(SqliteConnection connection)
    {
        var (expected, actual) = (Made.Value, Read(connection));
        return
        [
            .. expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
                .Where(name => expected.GetValueOrDefault(name) != actual.GetValueOrDefault(name))
                .Select(name => (name, !actual.ContainsKey(name) ? "it is missing" : expected.ContainsKey(name) ? "it is not as the program makes it" : "the program makes none")),
        ];
    }

    /// <summary>Refuses a database whose schema is another: what is written to it, or read from it, might be falsified on the way.</summary>
    /// <exception cref="ProblemException">It is; every difference is named.</exception>
    public static void Require(SqliteConnection connection, string path)
    {
        var differences = Differences(connection);
        if (differences.Count > 0)
        {
            throw new ProblemException(ProblemKind.Environment, [.. differences.Select(difference => new Problem(
                path,
                $"the store's schema is not the one that this program makes: {difference.Object}: {difference.Difference}",
                "if you added it, drop it again; otherwise restore the store from a copy, and let 'lcam audit' look at it"))]);
        }
    }

    private static Dictionary<string, SchemaObject> Make()
    {
        using var fresh = new SqliteConnection("Data Source=:memory:");
        fresh.Open();
        foreach (var step in Migrations.Steps)
        {
            fresh.Execute(step);
        }

        return Read(fresh);
    }

    private static Dictionary<string, SchemaObject> Read(SqliteConnection connection)
    {
        var objects = new Dictionary<string, SchemaObject>(StringComparer.Ordinal);
        foreach (var (type, name, table, sql) in connection.Query<(string? Type, string? Name, string? Table, string? Sql)>("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"))
        {
            if (type == "table" && name == table && Statistics.GetValueOrDefault(name ?? "") is { } known && sql == known)
            {
                continue;
            }

            // A name that is there twice, which only a forged schema has, must not hide behind the first.
            var key = $"{type} {name}";
            objects[objects.ContainsKey(key) ? $"{key} (again)" : key] = new SchemaObject(table, Normal(sql));
        }

        return objects;
    }

    // Line ends depend on how the sources were checked out.
    private static string? Normal(string? sql) => sql is null ? null : Spaces().Replace(sql, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    private sealed record SchemaObject(string? Table, string? Sql);
}
