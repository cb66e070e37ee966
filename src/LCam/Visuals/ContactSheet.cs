using LCam.Images;

namespace LCam.Visuals;

/// <summary>Pictures in rows and columns with words above and below them, on white.</summary>
public sealed class ContactSheet
{
    private const int LargeText = 2;
    private readonly RgbImage _image;

    /// <param name="layout">Where things go.</param>
    /// <param name="columns">The words above the columns.</param>
    public ContactSheet(ContactSheetLayout layout, IReadOnlyList<ContactSheetColumn> columns)
    {
        Layout = layout;
        var pixels = new byte[checked(layout.Width * layout.Height * 3)];
        Array.Fill(pixels, byte.MaxValue);
        _image = new RgbImage(layout.Width, layout.Height, pixels);
        for (var column = 0; column < columns.Count; column++)
        {
            Write(columns[column].Title, column, ContactSheetLayout.HeaderTop(0));
            Write(columns[column].Detail, column, ContactSheetLayout.HeaderTop(1));
        }
    }

    public ContactSheetLayout Layout { get; }

    /// <summary>The sheet as it stands.</summary>
    public RgbImage Image => _image;

    /// <summary>Puts a picture and its captions into their place.</summary>
    public void Add(int row, int column, ContactSheetTile tile)
    {
        if ((tile.Image.Width, tile.Image.Height) != (Layout.TileSize, Layout.TileSize))
        {
            throw new ArgumentException($"a tile of {tile.Image.Width}x{tile.Image.Height} pixels on a sheet of {Layout.TileSize}", nameof(tile));
        }

        var stride = Layout.TileSize * 3;
        for (var y = 0; y < Layout.TileSize; y++)
        {
            var target = (((Layout.TileTop(row) + y) * _image.Width) + Layout.Left(column)) * 3;
            tile.Image.Pixels.AsSpan(y * stride, stride).CopyTo(_image.Pixels.AsSpan(target));
        }

        for (var line = 0; line < tile.Captions.Count; line++)
        {
            Write(tile.Captions[line], column, Layout.CaptionTop(row, line));
        }
    }

    // Large where it fits, else small, cut where even that does not.
    private void Write(string text, int column, int top)
    {
        var scale = PixelFont.Width(text, LargeText) <= Layout.ColumnWidth ? LargeText : 1;
        PixelFont.Draw(_image, PixelFont.Fit(text, Layout.ColumnWidth, scale), Layout.Left(column), top, scale, Rgb.Black);
    }
}
