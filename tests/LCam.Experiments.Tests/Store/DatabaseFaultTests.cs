using Dapper;
using LCam.Experiments.Store;
using LCam.Problems;
using Microsoft.Data.Sqlite;
using Polly;

namespace LCam.Experiments.Tests.Store;

public sealed class DatabaseFaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-faults-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_database_that_another_process_keeps_locked_is_named_with_what_to_do()
    {
        using var database = StoreDatabase.Open(_folder.FullName, ResiliencePipeline.Empty);
        using var other = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, StoreDatabase.FileName)};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            var refused = Assert.Throws<ProblemException>(() => Insert(database, "a"));
            Assert.Contains("another process keeps the database locked", refused.Message, StringComparison.Ordinal);
        }

        Insert(database, "a");
    }

    [Fact]
    public void A_full_disk_changes_nothing_and_is_named_with_what_to_do()
    {
        using var database = StoreDatabase.Open(_folder.FullName, ResiliencePipeline.Empty);
        Insert(database, "a");
        database.Read(connection => connection.ExecuteScalar<long>("PRAGMA max_page_count = 1"));
        var refused = Assert.Throws<ProblemException>(() => Insert(database, new string('b', 100_000)));
        Assert.Equal(ProblemKind.Environment, refused.Kind);
        Assert.Contains("the disk is full", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, database.Read(connection => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM environments")));
    }

    [Fact]
    public void A_fault_of_the_program_stays_one()
    {
        using var database = StoreDatabase.Open(_folder.FullName, ResiliencePipeline.Empty);
        Assert.Throws<SqliteException>(() => database.Read(connection => connection.Execute("SELECT nonsense")));
    }

    private static void Insert(StoreDatabase database, string id) => database.Write((connection, transaction) =>
        connection.Execute("INSERT INTO environments (id, description) VALUES (@id, '')", new { id }, transaction));
}
