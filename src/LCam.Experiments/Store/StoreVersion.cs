using System.Globalization;
using Dapper;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>Which version a store's database is of: how far it was migrated, and whether its stages' keys are this program's.</summary>
internal static class StoreVersion
{
    /// <summary>Brings a database up to date.</summary>
    /// <exception cref="ProblemException">As for <see cref="RequireKnown"/>.</exception>
    public static void Migrate(SqliteConnection connection, string path)
    {
        if (RequireKnown(connection, path) == Migrations.Steps.Count)
        {
            return;
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        for (var version = RequireKnown(connection, path, transaction); version < Migrations.Steps.Count; version++)
        {
            connection.Execute(Migrations.Steps[version], transaction: transaction);
        }

        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Migrations.Steps.Count}"), transaction: transaction);
        transaction.Commit();
    }

    /// <summary>A database's version, the number of its migrations.</summary>
    /// <exception cref="ProblemException">This program does not know it, or makes other keys than it has.</exception>
    public static int RequireKnown(SqliteConnection connection, string path, SqliteTransaction? transaction = null)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction);
        if (version < 0 || version > Migrations.Steps.Count)
        {
            throw StoreDatabase.Unusable(path, FormattableString.Invariant($"the store has schema version {version}, and this program knows {Migrations.Steps.Count}"), "use a newer lcam, or another store");
        }

        RequireTheseIdentities(connection, path, version, ProblemKind.Environment, transaction);
        return version;
    }

    /// <summary>Refuses stages of keys that this program does not make.</summary>
    public static void RequireTheseIdentities(SqliteConnection connection, string path, int version, ProblemKind kind, SqliteTransaction? transaction = null)
    {
        // Under another key a finished stage would be computed anew beside its old self, and a table show a mixture.
        if (version is > 0 && version < Migrations.FirstWithTheseIdentities && connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM stages)", transaction: transaction))
        {
            throw new ProblemException(kind, new Problem(
                path,
                FormattableString.Invariant($"the store is of schema version {version}: its stages have keys that this program, of version {Migrations.Steps.Count}, does not make"),
                "look at it with the lcam that made it; to go on, run its specs in a new store, with --store"));
        }
    }
}
