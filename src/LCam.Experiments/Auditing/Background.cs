namespace LCam.Experiments.Auditing;

/// <summary>Work beside other work, on threads of its own: the thread pool would give it few, and those late.</summary>
internal static class Background
{
    /// <summary>Begins to work something out.</summary>
    public static Task<T> Run<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <summary>Does something for each item, several at once in no order; returns when all are done.</summary>
    /// <exception cref="AggregateException">Something went wrong; what was not begun then is left undone.</exception>
    public static void ForAll<T>(IReadOnlyList<T> items, int atOnce, Action<T> work)
    {
        var (next, failed) = (-1, false);
        Task.WaitAll([.. Enumerable.Range(0, Math.Min(atOnce, items.Count)).Select(_ => Run(() =>
        {
            while (!Volatile.Read(ref failed) && Interlocked.Increment(ref next) is var place && place < items.Count)
            {
                try
                {
                    work(items[place]);
                }
                catch
                {
                    Volatile.Write(ref failed, true);
                    throw;
                }
            }

            return true;
        }))]);
    }
}
