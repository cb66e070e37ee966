namespace LCam.Experiments.Tests.Running;

/// <summary>A clock that nobody waits for: whoever asks to be called at a time is called at once, and it is that time. What a test does at a moment is done on the way.</summary>
internal sealed class EagerClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    // Whoever waits as often waits for ever.
    private const int MostTimers = 20_000;

    private readonly PriorityQueue<Action, TimeSpan> _moments = new();

    private int _timers;

    /// <summary>Time since the test began.</summary>
    public TimeSpan Now { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Now;

    public override long GetTimestamp() => Now.Ticks;

    /// <summary>Does something at a second of the test.</summary>
    public void At(int second, Action act) => _moments.Enqueue(act, TimeSpan.FromSeconds(second));

    public void Advance(TimeSpan time)
    {
        var end = Now + time;
        while (_moments.TryPeek(out _, out var moment) && moment <= end)
        {
            Now = moment > Now ? moment : Now;
            _moments.Dequeue()();
        }

        Now = end;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.InRange(++_timers, 0, MostTimers);
        Advance(dueTime);
        callback(state);
        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
