using System.Globalization;
using Dapper;
using LCam.Experiments.Resilience;
using LCam.Files;
using LCam.Problems;
using Microsoft.Data.Sqlite;
using Polly;

namespace LCam.Experiments.Store;

/// <summary>
/// The SQLite file of a store: opened, migrated, and given out as transactions that begin IMMEDIATE (a transaction
/// that reads before it writes cannot then lose its snapshot to another writer). Every call passes the policy for
/// transient faults.
/// </summary>
public sealed class StoreDatabase : IDisposable
{
    /// <summary>The database's file name in a store folder.</summary>
    public const string FileName = "lcam.db";

    private const int BusyTimeoutMilliseconds = 5000;

    // SQLite's own 2 MB are too few for the inner nodes of tables of millions of rows.
    private const int CacheKibibytes = 65_536;

    internal static readonly string Settings = string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA cache_size = -{CacheKibibytes}; PRAGMA temp_store = MEMORY");

    private readonly SqliteConnection _connection;
    private readonly ResiliencePipeline _policy;
    private readonly Lock _gate = new();

    private StoreDatabase(SqliteConnection connection, ResiliencePipeline policy)
    {
        _connection = connection;
        _policy = policy;
    }

    /// <summary>Opens the database for writing; makes it, or brings its schema up to date, where needed.</summary>
    /// <exception cref="ProblemException">The folder cannot be written, or the file is no store of this version.</exception>
    public static StoreDatabase Open(string folder, ResiliencePipeline? policy = null)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unusable(folder, $"the store cannot be made here: {failure.Message}", "choose a writable folder with --store", failure);
        }

        return Connect(folder, SqliteOpenMode.ReadWriteCreate, policy);
    }

    /// <summary>Opens the database for reading only, its schema brought up to date before; null where there is none yet.</summary>
    /// <exception cref="ProblemException">The file is there but is no store of this version.</exception>
    public static StoreDatabase? OpenReadOnly(string folder, ResiliencePipeline? policy = null)
    {
        RequireFile(Path.Combine(folder, FileName), ProblemKind.Environment);
        if (!File.Exists(Path.Combine(folder, FileName)))
        {
            return null;
        }

        var database = Connect(folder, SqliteOpenMode.ReadOnly, policy);
        if (database.Read(connection => connection.ExecuteScalar<int>("PRAGMA user_version")) == Migrations.Steps.Count)
        {
            return database;
        }

        // Its schema is an older version's: what is read now may have no table there.
        database.Dispose();
        Connect(folder, SqliteOpenMode.ReadWrite, policy).Dispose();
        return Connect(folder, SqliteOpenMode.ReadOnly, policy);
    }

    /// <summary>A connection that can only read, to a database that is not brought up to date.</summary>
    /// <exception cref="ProblemException">There is none, it cannot be read, or it is of another version.</exception>
    internal static SqliteConnection OpenUntouched(string folder)
    {
        var path = Path.Combine(folder, FileName);
        RequireFile(path, ProblemKind.DataMissing);
        if (!File.Exists(path))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(folder, "there is no store here", "name it with --store"));
        }

        var connection = Connection(path, SqliteOpenMode.ReadOnly);
        try
        {
            connection.Open();
            connection.Execute(Settings);
            var version = connection.ExecuteScalar<int>("PRAGMA user_version");

            // A schema that cannot be parsed fails the first statement that needs it: this one.
            connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_schema");
            StoreVersion.RequireTheseIdentities(connection, path, version, ProblemKind.DataMissing);
            return version == Migrations.Steps.Count
                ? connection
                : throw new ProblemException(ProblemKind.DataMissing, new Problem(
                    path, FormattableString.Invariant($"the store has schema version {version}, and this program reads {Migrations.Steps.Count}"),
                    version > Migrations.Steps.Count || version < 0 ? "use a newer lcam, or another store" : "any other verb of this program brings an older one up to date"));
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            throw Unreadable(folder, failure);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>What a database is that cannot be read at all.</summary>
    internal static ProblemException Unreadable(string folder, SqliteException failure) => new(
        ProblemKind.DataMissing, new Problem(Path.Combine(folder, FileName), $"the database cannot be read: {failure.Message}", "restore the store from a copy"), failure);

    /// <summary>Reads through such a connection, as any other store does.</summary>
    /// <exception cref="ProblemException">As for <see cref="OpenUntouched"/>; or the schema is not the one that the program makes, and not any will do.</exception>
    internal static StoreDatabase Untouched(string folder, ResiliencePipeline policy, bool anySchema)
    {
        var connection = OpenUntouched(folder);
        try
        {
            if (!anySchema)
            {
                StoreSchema.Require(connection, Path.Combine(folder, FileName));
            }

            return new StoreDatabase(connection, policy);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs queries; nothing is written.</summary>
    /// <exception cref="ProblemException">The place of the database failed, or another process does not let go of it.</exception>
    public T Read<T>(Func<SqliteConnection, T> query) => Guard(() =>
    {
        lock (_gate)
        {
            return query(_connection);
        }
    });

    /// <summary>Runs changes as one transaction: all of them or none.</summary>
    /// <exception cref="ProblemException">As for <see cref="Read"/>; nothing was changed.</exception>
    public void Write(Action<SqliteConnection, SqliteTransaction> change) => Guard(() =>
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            change(_connection, transaction);
            transaction.Commit();
            return true;
        }
    });

    public void Dispose() => _connection.Dispose();

    /// <summary>Whether the database file contradicts itself.</summary>
    public bool IsDamaged()
    {
        lock (_gate)
        {
            try
            {
                return _connection.ExecuteScalar<string>("PRAGMA quick_check(1)") != "ok";
            }
            catch (SqliteException failure)
            {
                return DatabaseFaults.IsDamage(failure.SqliteErrorCode);
            }
        }
    }

    private T Guard<T>(Func<T> use)
    {
        try
        {
            return _policy.Execute(use);
        }
        catch (SqliteException failure) when (DatabaseFaults.Explain(failure.SqliteErrorCode) is { } explanation)
        {
            throw Unusable(_connection.DataSource, $"{explanation.What}: {failure.Message}", explanation.Remedy, failure);
        }
        catch (Exception failure) when (DatabaseFaults.IsOfTheData(failure) || DatabaseFaults.MayBeOfTheData(failure))
        {
            // Asked here, not in the filter: that runs before the transaction is rolled back.
            if (!DatabaseFaults.IsOfTheData(failure) && !IsDamaged())
            {
                throw;
            }

            throw Unusable(_connection.DataSource, $"{DatabaseFaults.Damaged.What}: {failure.Message}", DatabaseFaults.Damaged.Remedy, failure);
        }
    }

    // SQLite would wait for ever on a pipe.
    private static void RequireFile(string path, ProblemKind kind)
    {
        if (FileIdentity.Of(path) is { Kind: not FileKind.Regular } other)
        {
            throw new ProblemException(kind, new Problem(path, $"expected the store's database, found a {DataFile.Word(other.Kind)}", "take it away, or name another store with --store"));
        }
    }

    private static StoreDatabase Connect(string folder, SqliteOpenMode mode, ResiliencePipeline? policy)
    {
        var path = Path.Combine(folder, FileName);
        RequireFile(path, ProblemKind.Environment);
        var connection = Connection(path, mode);
        try
        {
            connection.Open();
            connection.Execute(Settings);
            if (mode == SqliteOpenMode.ReadOnly)
            {
                // One of an older version is brought up to date first, and opened again.
                if (StoreVersion.RequireKnown(connection, path) == Migrations.Steps.Count)
                {
                    StoreSchema.Require(connection, path);
                }
            }
            else
            {
                connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
                StoreVersion.Migrate(connection, path);
                StoreSchema.Require(connection, path);
            }

            return new StoreDatabase(connection, policy ?? TransientFaults.Pipeline());
        }
        catch (SqliteException failure)
        {
            connection.Dispose();
            var remedy = DatabaseFaults.IsDamage(failure.SqliteErrorCode)
                ? DatabaseFaults.Damaged.Remedy
                : "check the folder's permissions and free space, or choose another store with --store";
            throw Unusable(path, $"the store cannot be opened: {failure.Message}", remedy, failure);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connection(string path, SqliteOpenMode mode) => new(new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        ForeignKeys = true,
        Pooling = false,

        // The library tries again by itself for as long; more patience is the policy's, which tells of it.
        DefaultTimeout = BusyTimeoutMilliseconds / 1000,
    }.ToString());

    internal static ProblemException Unusable(string where, string what, string remedy, Exception? cause = null) =>
        new(ProblemKind.Environment, new Problem(where, what, remedy), cause);
}
