namespace LCam.Visuals;

/// <summary>Where everything is on a contact sheet of rows and columns of square tiles, in pixels from the upper left corner.</summary>
/// <param name="Columns">Tiles a row.</param>
/// <param name="Rows">Tiles a column.</param>
/// <param name="TileSize">Side of a tile.</param>
public sealed record ContactSheetLayout(int Columns, int Rows, int TileSize)
{
    /// <summary>Lines above each column.</summary>
    public const int HeaderLines = 2;

    /// <summary>Lines below each tile.</summary>
    public const int CaptionLines = 2;

    /// <summary>From one line to the next.</summary>
    public const int LineHeight = 20;

    /// <summary>Around everything and between columns.</summary>
    public const int Margin = 12;

    // Captions of small tiles need room too.
    private const int LeastColumnWidth = 168;

    private const int HeaderHeight = HeaderLines * LineHeight;
    private const int Gap = 4;

    /// <summary>Of a column, without the margin beside it; tiles stand at its left.</summary>
    public int ColumnWidth => Math.Max(TileSize, LeastColumnWidth);

    public int Width => checked(Margin + (Columns * (ColumnWidth + Margin)));

    public int Height => checked(Margin + HeaderHeight + (Rows * RowHeight) + Margin);

    private int RowHeight => TileSize + Gap + (CaptionLines * LineHeight) + Gap;

    /// <summary>The left edge of a column's texts and tiles.</summary>
    public int Left(int column) => Margin + (column * (ColumnWidth + Margin));

    /// <summary>The upper edge of a header line.</summary>
    public static int HeaderTop(int line) => Margin + (line * LineHeight);

    /// <summary>The upper edge of a row's tiles.</summary>
    public int TileTop(int row) => Margin + HeaderHeight + (row * RowHeight);

    /// <summary>The upper edge of a line below a row's tiles.</summary>
    public int CaptionTop(int row, int line) => TileTop(row) + TileSize + Gap + (line * LineHeight);
}
