using System.Globalization;

namespace LCam.Cli.Rendering;

/// <summary>Says how many of a number of things are done, how fast, and for how long still: at most every few seconds.</summary>
internal sealed class CountProgress(CliContext context, string unit)
{
    private readonly Lock _gate = new();
    private long? _startedAt;
    private int _startedWith;
    private long _lastSaid;

    /// <summary>Starts to count to a total that is known.</summary>
    public static IProgress<int> To(int total, CliContext context, string unit)
    {
        var counts = new CountProgress(context, unit);
        counts.Report(0, total);
        return new ImmediateProgress<int>(done => counts.Report(done, total));
    }

    private TimeSpan Pause => context.Error.Profile.Capabilities.Interactive ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(10);

    /// <summary>Takes note; may be called from several threads at once. The first call starts the clock.</summary>
    public void Report(int done, int total)
    {
        lock (_gate)
        {
            if (_startedAt is not { } startedAt)
            {
                _startedAt = _lastSaid = context.Clock.GetTimestamp();
                _startedWith = done;
                return;
            }

            if (context.Clock.GetElapsedTime(_lastSaid) < Pause || done <= _startedWith)
            {
                return;
            }

            _lastSaid = context.Clock.GetTimestamp();
            var seconds = context.Clock.GetElapsedTime(startedAt).TotalSeconds;
            var speed = (done - _startedWith) / seconds;
            var left = StageProgress.Duration(TimeSpan.FromSeconds((total - done) / speed));
            context.Say(string.Create(CultureInfo.InvariantCulture, $"{done} of {total} {unit}, {speed:F1} {unit}/s, {left} left"));
        }
    }
}
