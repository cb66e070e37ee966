namespace LCam.Visuals;

/// <summary>Sizes of a figure, in its own unit: points (1/72 inch) of one for print, pixels of one for the screen.</summary>
public sealed record FigureStyle
{
    /// <summary>The text size that papers set small print in.</summary>
    private const double LargestPrint = 7;

    /// <summary>Smaller text is not read on paper.</summary>
    private const double SmallestPrint = 5;

    /// <summary>The widest text that must never be cut.</summary>
    public const string WidestNumbers = "0.000 → 0.000";

    private static FigureStyle PrintWithoutTiles => new() { Tile = 0, Column = 0, TextSize = LargestPrint, Margin = 1, Gap = 5, Bar = 7 };

    /// <summary>Side of a tile.</summary>
    public required double Tile { get; init; }

    /// <summary>Of a column: small tiles have words that need more room.</summary>
    public required double Column { get; init; }

    public required double TextSize { get; init; }

    /// <summary>Around everything.</summary>
    public required double Margin { get; init; }

    /// <summary>Between columns.</summary>
    public required double Gap { get; init; }

    /// <summary>Of the colour bar.</summary>
    public required double Bar { get; init; }

    /// <summary>From one line to the next.</summary>
    public double Line => Math.Ceiling(TextSize * 1.2);

    /// <summary>Between words and tiles.</summary>
    public double Pad => Math.Ceiling(TextSize * 0.3);

    /// <summary>For the screen: a pixel of a tile is a pixel of the figure.</summary>
    /// <param name="tile">Side of the tiles, in pixels.</param>
    public static FigureStyle Screen(int tile) => new() { Tile = tile, Column = Math.Max(tile, 120), TextSize = 13, Margin = 12, Gap = 12, Bar = 12 };

    /// <summary>For print: as wide as it is told to be, with text from 7 points down to 5, so that numbers fit their columns.</summary>
    /// <param name="columns">At least one.</param>
    /// <param name="width">Of the whole figure, in points.</param>
    /// <returns>Null where the columns are too narrow for readable numbers.</returns>
    public static FigureStyle? Print(int columns, double width, FigureFont font)
    {
        var style = PrintWithoutTiles;
        var tile = (width - FigureLayout.WidthOf(style, columns, font)) / columns;
        var text = Math.Min(LargestPrint, LargestPrint * tile / font.Measure(WidestNumbers, LargestPrint));
        if (text < SmallestPrint)
        {
            return null;
        }

        // Smaller text leaves more for the tiles.
        style = style with { TextSize = text };
        tile = (width - FigureLayout.WidthOf(style, columns, font)) / columns;
        return style with { Tile = tile, Column = tile };
    }

    /// <summary>The least width, in points, of which <see cref="Print"/> makes something.</summary>
    public static double LeastPrint(int columns, FigureFont font) =>
        FigureLayout.WidthOf(PrintWithoutTiles, columns, font) + (columns * font.Measure(WidestNumbers, SmallestPrint));
}
