using System.Globalization;
using LCam.Experiments.Journals;

namespace LCam.Cli.Rendering;

/// <summary>How far a stage is, how fast, and how long it will still take, from its journal's lines.</summary>
internal sealed class StageProgress(TimeProvider clock)
{
    private long _startedAt = clock.GetTimestamp();
    private long _doneBefore;
    private long _images;
    private string _unit = "";

    /// <summary>Units of work in the stage; 0 while not known.</summary>
    public long Total { get; private set; }

    public long Done { get; private set; }

    public double? Loss { get; private set; }

    public void Add(JournalEntry entry)
    {
        switch (entry)
        {
            case StartEntry start:
                (Total, Done, _unit) = (start.Total, start.Done, start.Unit);
                _doneBefore = start.Done;
                _images = 0;
                _startedAt = clock.GetTimestamp();
                break;
            case StepEntry step:
                Done = step.Step + 1;
                _images += step.Images;
                Loss = step.Metrics.TryGetValue("loss", out var loss) ? loss : Loss;
                break;
            case MapsEntry maps:
                Done += maps.Classes.Count;
                _images += maps.Classes.Count;
                break;
            case ImageEntry:
                Done++;
                _images++;
                break;
            case LayerEntry layer:
                Done = layer.Depth;
                _images += layer.Images.Count;
                break;
            default:
                break;
        }
    }

    /// <summary>Such as <c>step 40/200, loss 2.310, 118 images/s, 0:42 left</c>.</summary>
    public string Text()
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{_unit.TrimEnd('s')} {Done}/{Total}") };
        if (Loss is { } loss)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"loss {loss:F3}"));
        }

        var seconds = clock.GetElapsedTime(_startedAt).TotalSeconds;
        if (seconds >= 1 && Done > _doneBefore)
        {
            var left = TimeSpan.FromSeconds(seconds / (Done - _doneBefore) * (Total - Done));
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{_images / seconds:F0} images/s"));
            parts.Add($"{Duration(left)} left");
        }

        return string.Join(", ", parts);
    }

    /// <summary>A duration as <c>m:ss</c> or <c>h:mm:ss</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
