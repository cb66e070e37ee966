using System.Text;
using LCam.Texts;

namespace LCam.Cli.Rendering;

/// <summary>Aligned columns of plain text, as scripts and eyes both like them. The last column is never cut or padded.</summary>
internal sealed class TextTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add([.. row.Select(VisibleText.Line)]);

    public string Render()
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            text.AppendJoin("  ", row.Select((cell, column) => column == row.Length - 1 ? cell : cell.PadRight(widths[column])));
            text.Append('\n');
        }

        return text.ToString();
    }
}
