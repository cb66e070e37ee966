using CsCheck;
using LCam.Images;

namespace LCam.Tests.Images;

public sealed class OrderedPrefetchTests
{
    [Fact]
    public void Results_come_in_order_whatever_the_workers_and_the_bound() => Gen.Select(Gen.Int[0, 60], Gen.Int[1, 4], Gen.Int[1, 9]).Sample(
        (count, workers, ahead) => OrderedPrefetch.Run(
            Enumerable.Range(0, count),
            item =>
            {
                Thread.SpinWait(item * 7919 % 500);
                return item * 2;
            },
            workers,
            ahead,
            CancellationToken.None).SequenceEqual(Enumerable.Range(0, count).Select(item => item * 2)), iter: 100);

    [Fact]
    public void No_more_items_are_taken_than_the_bound_allows()
    {
        var taken = 0;
        IEnumerable<int> Source()
        {
            while (true)
            {
                yield return taken++;
            }
        }

        var consumed = 0;
        foreach (var result in OrderedPrefetch.Run(Source(), item => item, workers: 2, ahead: 5, CancellationToken.None).Take(50))
        {
            Assert.Equal(consumed++, result);
            Assert.InRange(taken, consumed, consumed + 4);
        }
    }

    [Fact]
    public void No_more_calls_run_at_once_than_there_are_workers()
    {
        var (running, most) = (0, 0);
        var gate = new Lock();
        var results = OrderedPrefetch.Run(
            Enumerable.Range(0, 40),
            item =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++running);
                }

                Thread.Sleep(1);
                lock (gate)
                {
                    running--;
                }

                return item;
            },
            workers: 2,
            ahead: 20,
            CancellationToken.None).Count();
        Assert.Equal(40, results);
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public void Nothing_runs_after_the_consumer_has_left()
    {
        var calls = 0;
        var first = OrderedPrefetch.Run(Enumerable.Range(0, 1000), item => Interlocked.Increment(ref calls) + item, workers: 2, ahead: 100, CancellationToken.None).First();
        var afterLeaving = Volatile.Read(ref calls);
        Thread.Sleep(30);
        Assert.InRange(first, 1, 100);
        Assert.Equal(afterLeaving, Volatile.Read(ref calls));
    }

    [Fact]
    public void An_exception_surfaces_when_its_item_is_due_and_as_it_was_thrown()
    {
        var seen = new List<int>();
        var failure = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var item in OrderedPrefetch.Run(
                Enumerable.Range(0, 10),
                item => item == 3 ? throw new InvalidDataException("three") : item,
                workers: 2,
                ahead: 10,
                CancellationToken.None))
            {
                seen.Add(item);
            }
        });
        Assert.Equal([0, 1, 2], seen);
        Assert.Equal("three", failure.Message);
    }
}
