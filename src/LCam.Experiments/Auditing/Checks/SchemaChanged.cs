using Dapper;
using LCam.Experiments.Store;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The tables, indexes, triggers and constraints are those that the program makes.</summary>
internal sealed class SchemaChanged() : AuditCheck(
    "A1-schema", AuditLevel.Integrity, "A table, index, trigger or constraint is not as the program makes it", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        using var fresh = new SqliteConnection("Data Source=:memory:");
        fresh.Open();
        foreach (var step in Migrations.Steps)
        {
            fresh.Execute(step);
        }

        var (expected, actual) = (Schema(fresh), Schema(subject.Connection));
        return expected.Keys.Union(actual.Keys).Order(StringComparer.Ordinal)
            .Where(name => expected.GetValueOrDefault(name) != actual.GetValueOrDefault(name))
            .Select(name => Found(name, !actual.ContainsKey(name) ? "it is missing" : expected.ContainsKey(name) ? "it is another" : "the program makes none"));
    }

    private static Dictionary<string, string> Schema(SqliteConnection connection) => connection
        .Query<(string Type, string Name, string? Sql)>("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'")
        .ToDictionary(entry => $"{entry.Type} {entry.Name}", entry => entry.Sql ?? "", StringComparer.Ordinal);
}
