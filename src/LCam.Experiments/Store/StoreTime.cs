using System.Globalization;

namespace LCam.Experiments.Store;

/// <summary>Times as the store writes them: UTC, ISO 8601, whole ticks, so that text order is time order.</summary>
internal static class StoreTime
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
