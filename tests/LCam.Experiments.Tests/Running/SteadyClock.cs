namespace LCam.Experiments.Tests.Running;

/// <summary>A clock whose time of day can be set back, as people and time servers do; its steady time goes on.</summary>
internal sealed class SteadyClock : TimeProvider
{
    private long _ticks;

    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _ticks;

    public void Advance(TimeSpan time)
    {
        _ticks += time.Ticks;
        Now += time;
    }
}
