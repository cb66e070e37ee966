using Dapper;
using LCam.Experiments.Auditing;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>A store's rows are read by as many connections as there are processors, to the same end.</summary>
[Collection(AuditCollection.Name)]
public sealed class StoreScanTests(FinishedExperiment finished)
{
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Readers_share_the_runs_whatever_their_ids(int readers)
    {
        using var store = finished.Copy();
        foreach (var id in (string[])["", "0", "7f", "7f0000000000.1", "80", "ff", "zzz", "\u00e9"])
        {
            store.Execute("INSERT INTO seeds VALUES (@id, 'p', 1)", new { id });
        }

        var alone = Scan(store, 1);
        var shared = Scan(store, readers);
        Assert.Equal(5 + 8, alone.Count);
        Assert.Equal(Flat(alone), Flat(shared));
    }

    [Fact]
    public void Readers_see_the_same_events()
    {
        using var store = finished.Copy();
        using var connections = AuditConnections.Open(store.PathOf("store"));
        store.Execute("DELETE FROM events WHERE sequence > 3");
        const string count = "SELECT CAST(COUNT(*) AS TEXT) FROM events";
        Assert.Equal("11", connections.Main.ExecuteScalar<string>(count));
        Assert.All([.. connections.Readers, connections.Chain, connections.Runs, connections.Stages, connections.Files], reader => Assert.Equal("11", reader.Text(count)));
    }

    private static IReadOnlyDictionary<string, RunFacts> Scan(TamperedStore store, int readers)
    {
        var connections = Enumerable.Range(0, readers).Select(_ => RowConnection.Open(store.PathOf("store"))).ToList();
        try
        {
            return StoreScan.Read(connections);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    private static IEnumerable<string> Flat(IReadOnlyDictionary<string, RunFacts> facts) =>
        from run in facts
        from digest in run.Value.Digests
        orderby run.Key, digest.Table
        select $"{run.Key} {run.Value.Images} {run.Value.ListDigest} {digest.Table} {digest.Digest}";
}
