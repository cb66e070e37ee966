using System.Globalization;
using LCam.Experiments.Monitoring;

namespace LCam.Reporting.Pages;

/// <summary>Values as pages write them.</summary>
internal static class Words
{
    /// <summary>How many stages are in each state.</summary>
    public static string Counts(SweepStatus sweep) =>
        string.Join(", ", sweep.Counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key}")));

    /// <summary>The state of an experiment in a sentence.</summary>
    public static string State(SweepStatus sweep) => sweep.Counts.GetValueOrDefault("succeeded") == sweep.Count
        ? string.Create(CultureInfo.InvariantCulture, $"Finished: all {sweep.Count} stages are done.")
        : string.Create(CultureInfo.InvariantCulture, $"Not finished: {Counts(sweep)}, of {sweep.Count} stages.");

    /// <summary>How far a stage is.</summary>
    public static string Progress(JournalGlance journal) => journal.Total == 0
        ? "begun"
        : string.Create(CultureInfo.InvariantCulture, $"{journal.Done} of {journal.Total} {journal.Unit}");

    /// <summary>A muted share as the paper names it: by what is kept.</summary>
    public static string Kept(double percentage) => string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - percentage):0.##} %");

    /// <summary>A number with two decimals; a dash for none.</summary>
    public static string Number(double? value, int decimals = 2)
    {
        var text = value?.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "–";

        // A fall too small to be written is none.
        return text.StartsWith("-0", StringComparison.Ordinal) && text.All(letter => letter is '-' or '0' or '.') ? text[1..] : text;
    }

    /// <summary>A measured number in as few digits as tell it.</summary>
    public static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A duration as <c>m:ss</c> or <c>h:mm:ss</c>.</summary>
    public static string Duration(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return time.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
    }

    /// <summary>A time, in UTC.</summary>
    public static string Time(DateTimeOffset? time) => time?.ToString("u", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>A size in the largest unit that leaves a whole part.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB"),
    };
}
