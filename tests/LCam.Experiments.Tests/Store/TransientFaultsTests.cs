using LCam.Experiments.Resilience;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace LCam.Experiments.Tests.Store;

public sealed class TransientFaultsTests
{
    [Fact]
    public void A_busy_database_is_tried_again_and_each_retry_is_told()
    {
        var told = new List<int>();
        var tries = 0;
        var pipeline = TransientFaults.Pipeline((attempt, _) => told.Add(attempt), new ImpatientClock());

        var result = pipeline.Execute(() => ++tries < 4 ? throw new SqliteException("database is locked", 5) : "done");

        Assert.Equal("done", result);
        Assert.Equal([1, 2, 3], told);
    }

    [Fact]
    public void A_fault_that_stays_ends_after_a_bounded_number_of_tries()
    {
        var tries = 0;
        var pipeline = TransientFaults.Pipeline(clock: new ImpatientClock());
        Assert.Throws<SqliteException>(() => pipeline.Execute(() =>
        {
            tries++;
            throw new SqliteException("database is locked", 5);
        }));
        Assert.Equal(7, tries);
    }

    [Fact]
    public void A_permanent_fault_fails_at_once()
    {
        var tries = 0;
        var pipeline = TransientFaults.Pipeline(clock: new ImpatientClock());
        Assert.Throws<FileNotFoundException>(() => pipeline.Execute(() =>
        {
            tries++;
            throw new FileNotFoundException();
        }));
        Assert.Equal(1, tries);
    }

    [Theory]
    [InlineData(116, true)]
    [InlineData(5, true)]
    [InlineData(28, false)]
    [InlineData(13, false)]
    public void Stale_handles_and_input_output_errors_pass_full_disks_and_refusals_do_not(int errno, bool passes) =>
        Assert.Equal(passes, TransientFaults.IsTransient(new IOException("", errno)));

    // Every wait is over at once.
    private sealed class ImpatientClock : FakeTimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
