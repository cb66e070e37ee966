using LCam.Images;

namespace LCam.Visuals;

/// <summary>
/// Draws text in a font of dots that is part of the program: a machine without any font gives the same bytes as one
/// with many. It has the printable ASCII characters; others appear as question marks.
/// </summary>
internal static class PixelFont
{
    private const string Resource = "LCam.Visuals.Glyphs.txt";
    private const int GlyphWidth = 5;
    private const int GlyphHeight = 9;
    private const int GlyphsPerBlock = 16;
    private const string Ellipsis = "..";

    private static readonly string[] Dots = Read();

    /// <summary>Pixels that a text takes from left to right.</summary>
    public static int Width(string text, int scale) => text.Length * (GlyphWidth + 1) * scale;

    /// <summary>Pixels that a line takes from top to bottom, descenders included.</summary>
    public static int Height(int scale) => GlyphHeight * scale;

    /// <summary>As much of the text as fits into a width, with an ellipsis where it is cut.</summary>
    public static string Fit(string text, int width, int scale)
    {
        var fitting = width / Width("x", scale);
        return text.Length <= fitting ? text : string.Concat(text.AsSpan(0, Math.Max(0, fitting - Ellipsis.Length)), Ellipsis);
    }

    /// <summary>Draws a line whose upper left corner is at (<paramref name="x"/>, <paramref name="y"/>); all of it must lie in the image.</summary>
    public static void Draw(RgbImage image, string text, int x, int y, int scale, Rgb colour)
    {
        foreach (var character in text)
        {
            DrawGlyph(image, character, x, y, scale, colour);
            x += Width("x", scale);
        }
    }

    private static void DrawGlyph(RgbImage image, char character, int x, int y, int scale, Rgb colour)
    {
        var index = (character is >= ' ' and <= '~' ? character : '?') - ' ';
        var (block, column) = (index / GlyphsPerBlock, index % GlyphsPerBlock * (GlyphWidth + 1));
        for (var row = 0; row < GlyphHeight * scale; row++)
        {
            var line = Dots[(block * GlyphHeight) + (row / scale)];
            for (var dot = 0; dot < GlyphWidth * scale; dot++)
            {
                if (line[column + (dot / scale)] == '#')
                {
                    var pixel = (((y + row) * image.Width) + x + dot) * 3;
                    image.Pixels[pixel] = colour.Red;
                    image.Pixels[pixel + 1] = colour.Green;
                    image.Pixels[pixel + 2] = colour.Blue;
                }
            }
        }
    }

    // Blocks of 16 glyphs side by side, in the order of their codes.
    private static string[] Read()
    {
        using var stream = typeof(PixelFont).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the program lacks its font {Resource}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
