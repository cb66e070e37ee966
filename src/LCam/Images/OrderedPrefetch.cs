namespace LCam.Images;

/// <summary>
/// Computes a sequence's items on several threads, a bounded number ahead of the consumer, and yields the results in
/// the sequence's order.
/// </summary>
internal static class OrderedPrefetch
{
    /// <param name="items">What to compute from.</param>
    /// <param name="compute">Must be safe to call from several threads. Its exception surfaces when its item's turn comes.</param>
    /// <param name="workers">Calls that run at once.</param>
    /// <param name="ahead">Items in work or waiting to be consumed, at most.</param>
    /// <param name="cancellation">Ends the enumeration with an <see cref="OperationCanceledException"/>.</param>
    internal static IEnumerable<TResult> Run<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> compute, int workers, int ahead, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, workers).ConcurrentScheduler;
        var pending = new Queue<Task<TResult>>(ahead);
        using var source = items.GetEnumerator();
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                while (pending.Count < ahead && source.MoveNext())
                {
                    var item = source.Current;
                    pending.Enqueue(Task.Factory.StartNew(() => compute(item), stop.Token, TaskCreationOptions.DenyChildAttach, scheduler));
                }

                if (!pending.TryPeek(out var next))
                {
                    yield break;
                }

                // Waiting under the token: a cancelled consumer does not wait for slow work.
                var result = next.WaitAsync(cancellation).GetAwaiter().GetResult();
                pending.Dequeue();
                yield return result;
            }
        }
        finally
        {
            // Nothing runs on after the consumer has left, whether at the end, by an exception or by leaving early.
            stop.Cancel();
            Task.WhenAll(pending.Cast<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }
}
