namespace LCam.Visuals;

/// <summary>A line of text in its place.</summary>
/// <param name="Text">Fits.</param>
/// <param name="Left">Of its first letter.</param>
/// <param name="Baseline">Below its letters, but for descenders.</param>
internal sealed record FigureLine(string Text, double Left, double Baseline);

/// <summary>Where everything of a figure is, in the style's unit from the upper left corner, with the words as they fit.</summary>
public sealed class FigureLayout
{
    private const int HeaderLines = 2;
    private const int CaptionLines = 2;
    private const int NoteLines = 3;
    // Words stand nearer to their own tile than to the next row's.
    private const int RowPads = 2;
    private const string WidestBarLabel = "0.5";

    // Of the line's height: letters stand in its middle.
    private const double BaselineShare = 0.78;

    // Of the text's size: a label's middle is half a digit above its baseline.
    private const double HalfDigit = 0.36;

    private readonly int _columns;
    private readonly FigureFont _font;
    private readonly List<FigureLine> _lines = [];
    private readonly double[] _tops;

    /// <param name="figure">Of at least one column and row.</param>
    public FigureLayout(Figure figure, FigureStyle style, FigureFont font)
    {
        (Style, _columns, _font) = (style, figure.Columns.Count, font);
        Width = WidthOf(style, _columns, font);
        IReadOnlyList<string>[] headers = [.. figure.Columns.Select(column => Lines(HeaderLines, column.Title, column.Detail))];
        IReadOnlyList<string>[][] captions = [.. figure.Rows.Select(row => row.Select(cell => Lines(CaptionLines, [.. cell.Captions])).ToArray())];

        // The last line stands on the tiles, however many others need.
        var top = style.Margin + (headers.Max(header => header.Count) * style.Line);
        foreach (var (column, header) in headers.Index())
        {
            Add(header, Left(column), top - (header.Count * style.Line));
        }

        top += style.Pad;
        _tops = new double[captions.Length];
        foreach (var (row, cells) in captions.Index())
        {
            top += row == 0 ? 0 : RowPads * style.Pad;
            _tops[row] = top;
            top += style.Tile + style.Pad;
            foreach (var (column, cell) in cells.Index())
            {
                Add(cell, Left(column), top);
            }

            top += cells.Max(cell => cell.Count) * style.Line;
        }

        BarHeight = _tops[^1] + style.Tile - _tops[0];
        foreach (var (text, place) in new[] { ("1", 0.0), ("0.5", 0.5), ("0", 1) })
        {
            // The ends' labels stay beside the bar.
            var middle = _tops[0] + Math.Clamp(place * BarHeight, HalfDigit * style.TextSize, BarHeight - (HalfDigit * style.TextSize));
            _lines.Add(new FigureLine(text, BarLeft + style.Bar + style.Pad, middle + (HalfDigit * style.TextSize)));
        }

        var note = font.Wrap(figure.Note, Width - (2 * style.Margin), style.TextSize, NoteLines);
        Add(note, style.Margin, top + style.Pad);
        Height = top + style.Pad + (note.Count * style.Line) + style.Margin;
    }

    public FigureStyle Style { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>All words, none cut by an edge.</summary>
    internal IReadOnlyList<FigureLine> Words => _lines;

    /// <summary>The left edge of the colour bar; its upper edge is that of the first row's tiles.</summary>
    internal double BarLeft => Left(_columns) - Style.Gap + (2 * Style.Pad);

    internal double BarHeight { get; }

    /// <summary>The left edge of a column's words and tiles.</summary>
    public double Left(int column) => Style.Margin + (column * (Style.Column + Style.Gap));

    /// <summary>The upper edge of a row's tiles.</summary>
    public double Top(int row) => _tops[row];

    /// <summary>The width of a figure with that many columns.</summary>
    public static double WidthOf(FigureStyle style, int columns, FigureFont font) =>
        (2 * style.Margin) + (columns * style.Column) + ((columns - 1) * style.Gap) + (3 * style.Pad) + style.Bar + font.Measure(WidestBarLabel, style.TextSize);

    /// <summary>A height that no figure with that many rows of cells exceeds.</summary>
    /// <param name="captions">The most captions of a cell.</param>
    public static double LargestHeight(FigureStyle style, int rows, int captions) =>
        (2 * style.Margin) + (((2 * HeaderLines) + NoteLines) * style.Line) + (2 * style.Pad)
        + (rows * (style.Tile + ((1 + RowPads) * style.Pad) + (captions * CaptionLines * style.Line)));

    private List<string> Lines(int most, params string[] texts) => [.. texts.SelectMany(text => _font.Wrap(text, Style.Column, Style.TextSize, most))];

    private void Add(IReadOnlyList<string> lines, double left, double top) =>
        _lines.AddRange(lines.Index().Select(line => new FigureLine(line.Item, left, top + ((line.Index + BaselineShare) * Style.Line))));
}
