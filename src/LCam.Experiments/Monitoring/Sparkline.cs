namespace LCam.Experiments.Monitoring;

/// <summary>Numbers as a line of small bars.</summary>
public static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const char NotANumber = '×';

    /// <summary>The last <paramref name="width"/> numbers, a character each: the lowest bar for the smallest of them, the highest for the largest.</summary>
    public static string Of(IReadOnlyList<double> numbers, int width)
    {
        var last = numbers.Skip(Math.Max(0, numbers.Count - width)).ToList();
        var finite = last.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        return string.Concat(last.Select(number => double.IsFinite(number) ? Bar(number, low, high) : NotANumber));
    }

    private static char Bar(double number, double low, double high) =>
        Bars[high > low ? Math.Min((int)((number - low) / (high - low) * Bars.Length), Bars.Length - 1) : 0];
}
