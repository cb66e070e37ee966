using LCam.Images;
using SkiaSharp;

namespace LCam.Visuals;

/// <summary>Paints a figure on whatever SkiaSharp paints on.</summary>
/// <param name="canvas">In the layout's unit.</param>
/// <param name="pixels">Of the canvas to a unit, to whose borders tiles are moved; null where it has none.</param>
internal sealed class FigurePainter(SKCanvas canvas, Figure figure, FigureLayout layout, FigureFont font, double? pixels)
{
    private const int BarSteps = 256;
    private const int BarPixels = 8;

    // Tiles that keep their size keep their pixels; others are smoothed without ringing.
    private static readonly SKSamplingOptions Smooth = new(SKCubicResampler.Mitchell);

    /// <param name="outlines">Text as its letters' outlines, which no viewer's fonts can change.</param>
    public void Paint(bool outlines)
    {
        var style = layout.Style;
        foreach (var (row, cells) in figure.Rows.Index())
        {
            foreach (var (column, cell) in cells.Index())
            {
                Image(cell.Image, layout.Left(column), layout.Top(row), style.Tile, style.Tile);
            }
        }

        Image(Bar(), layout.BarLeft, layout.Top(0), style.Bar, layout.BarHeight);
        using var sized = font.Sized(style.TextSize);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        foreach (var line in layout.Words)
        {
            var (x, y) = ((float)line.Left, (float)line.Baseline);
            if (outlines)
            {
                using var path = sized.GetTextPath(line.Text, new SKPoint(x, y));
                canvas.DrawPath(path, ink);
            }
            else
            {
                canvas.DrawText(line.Text, x, y, SKTextAlign.Left, sized, ink);
            }
        }
    }

    private void Image(RgbImage image, double left, double top, double width, double height)
    {
        var (rgba, info) = EncodedFile.Opaque(image);
        using var drawn = SKImage.FromPixelCopy(info, rgba);
        var place = new SKRect(Whole(left), Whole(top), Whole(left + width), Whole(top + height));
        var sampling = pixels is { } scale && Math.Abs((place.Width * scale) - image.Width) < 0.5 && Math.Abs((place.Height * scale) - image.Height) < 0.5 ? SKSamplingOptions.Default : Smooth;
        canvas.DrawImage(drawn, place, sampling);
    }

    // One at the top, nought at the bottom.
    private RgbImage Bar()
    {
        var steps = Enumerable.Range(0, BarSteps).Select(step => figure.Colours.At(1 - (step / (BarSteps - 1.0))));
        return new RgbImage(BarPixels, BarSteps, [.. steps.SelectMany(colour => Enumerable.Repeat(colour, BarPixels)).SelectMany(colour => new[] { colour.Red, colour.Green, colour.Blue })]);
    }

    private float Whole(double place) => (float)(pixels is { } scale ? Math.Round(place * scale) / scale : place);
}
