using LCam.Experiments.Auditing;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>What is read of a chain of events that somebody may have laid hands on.</summary>
[Collection(AuditCollection.Name)]
public sealed class AuditedChainTests(FinishedExperiment finished)
{
    private const string Success = "(SELECT MIN(sequence) FROM events WHERE kind = 'run-succeeded')";

    [Fact]
    public void Of_an_untouched_chain_every_event_is_whole_and_follows()
    {
        using var store = finished.Copy();
        var chain = Read(store);
        Assert.Equal(11, chain.Events.Count);
        Assert.All(chain.Events, one => Assert.True(one is { IsWhole: true, Follows: true, Hash: not null }));
        Assert.Equal(5, chain.Ends.Count(end => end.Value is { IsSuccess: true, Digests.Count: > 2 }));
        Assert.Equal(["experiment-sealed"], chain.Events.Where(one => one.Detail is not null).Select(one => one.Kind));
    }

    [Theory]
    [InlineData("detail = '{}'")]
    [InlineData("detail = 'no json'")]
    [InlineData("detail = CAST(x'7BFF7D' AS TEXT)")]
    [InlineData("detail = '{\"digests\":{\"run\":5}}'")]
    [InlineData("time = '2000'")]
    [InlineData("subject = 'x'")]
    public void An_edited_event_is_not_whole(string edit)
    {
        using var store = finished.Copy();
        store.Execute($"UPDATE events SET {edit} WHERE sequence = {Success}");
        var sequence = store.Value<long>($"SELECT {Success}");
        var chain = Read(store);
        Assert.Equal([sequence], chain.Events.Where(one => !one.IsWhole).Select(one => one.Sequence));
        Assert.All(chain.Events, one => Assert.True(one.Follows));
    }

    [Fact]
    public void What_is_no_hash_is_none_and_nothing_follows_it()
    {
        using var store = finished.Copy();
        store.Execute("UPDATE events SET hash = 'x' WHERE sequence = 3; UPDATE events SET previous_hash = 'x' WHERE sequence = 4");
        var events = Read(store).Events;
        Assert.Null(events[2].Hash);
        Assert.Equal([3L, 4L], events.Where(one => !one.IsWhole).Select(one => one.Sequence));
        Assert.Equal([4L], events.Where(one => !one.Follows).Select(one => one.Sequence));
    }

    [Fact]
    public void An_event_behind_a_gap_does_not_follow()
    {
        using var store = finished.Copy();
        store.Execute("DELETE FROM events WHERE sequence = 3");
        var one = Assert.Single(Read(store).Events, one => !one.Follows);
        Assert.Equal(4, one.Sequence);
        Assert.True(one.IsWhole);
    }

    private static AuditedChain Read(TamperedStore store)
    {
        using var connection = RowConnection.Open(store.PathOf("store"));
        return AuditedChain.Read(connection);
    }
}
