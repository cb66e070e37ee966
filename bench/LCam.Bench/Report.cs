using System.Globalization;

namespace LCam.Bench;

/// <summary>What was measured, each number beside its bound.</summary>
internal sealed class Report
{
    private readonly List<string[]> _rows = [["what", "measured", "bound", "share of the bound"]];

    /// <summary>Adds a number that shall not be larger than its bound.</summary>
    public void AtMost(string what, double measured, double bound, string unit) => Add(what, measured, $"at most {Text(bound)}", measured / bound, unit);

    /// <summary>Adds a number that shall not be smaller than its bound.</summary>
    public void AtLeast(string what, double measured, double bound, string unit) => Add(what, measured, $"at least {Text(bound)}", bound / measured, unit);

    /// <summary>Adds a number for comparison.</summary>
    public void Note(string what, double measured, string unit) => _rows.Add([what, $"{Text(measured)} {unit}", "", ""]);

    public void Print()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        }
    }

    private void Add(string what, double measured, string bound, double share, string unit) =>
        _rows.Add([what, $"{Text(measured)} {unit}", $"{bound} {unit}", string.Create(CultureInfo.InvariantCulture, $"{100 * share:F0} %")]);

    private static string Text(double number) => number.ToString(number >= 100 ? "N0" : "F2", CultureInfo.InvariantCulture);
}
