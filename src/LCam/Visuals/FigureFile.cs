using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace LCam.Visuals;

/// <summary>A figure's file format, known by the file's ending.</summary>
public enum FigureFormat
{
    /// <summary>Text that can be selected, in the font, which is in the file; images in their own pixels, without loss.</summary>
    Pdf,

    /// <summary>Text as outlines; images in their own pixels, without loss.</summary>
    Svg,

    /// <summary>Pixels, of which the file says how many make an inch.</summary>
    Png,
}

/// <summary>Writes figures: the same figure always to the same bytes, without a date or a random number.</summary>
public static partial class FigureFile
{
    /// <summary>Points and pixels of SVG have no size of their own.</summary>
    public const double PointsPerInch = 72;

    public const double MillimetresPerInch = 25.4;

    private const string Program = "lcam";
    private const string Title = "Saliency maps";
    private const int LosslessImages = 101;

    // The library moves a page's edges to whole pixels of this resolution.
    private const int PageGrid = 1200;

    /// <summary>The format that a file's ending means; null where it means none.</summary>
    public static FigureFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pdf" => FigureFormat.Pdf,
        ".svg" => FigureFormat.Svg,
        ".png" => FigureFormat.Png,
        _ => null,
    };

    /// <summary>Writes a figure whose layout is in points.</summary>
    /// <param name="dotsPerInch">Of a PNG.</param>
    public static void Write(Stream output, FigureFormat format, Figure figure, FigureLayout layout, FigureFont font, double dotsPerInch)
    {
        switch (format)
        {
            case FigureFormat.Pdf:
                WritePdf(output, figure, layout, font);
                break;
            case FigureFormat.Svg:
                WriteSvg(output, figure, layout, font);
                break;
            default:
                WritePng(output, figure, layout, font, dotsPerInch / PointsPerInch, dotsPerInch);
                break;
        }
    }

    /// <summary>Writes a PNG of a figure whose layout is in pixels.</summary>
    public static void WriteScreen(Stream output, Figure figure, FigureLayout layout, FigureFont font) => WritePng(output, figure, layout, font, 1, null);

    /// <summary>Whether a file is a figure that this class wrote.</summary>
    public static bool Wrote(Stream file)
    {
        var start = new byte[1024];
        var text = Encoding.Latin1.GetString(start, 0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false));
        return PdfStart().IsMatch(text) || text.StartsWith(SvgStart, StringComparison.Ordinal) || PngText.IsIn(text, Program);
    }

    private const string SvgStart = "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<!-- " + Program + ": " + Title + " -->\n<svg ";

    private static void WritePdf(Stream output, Figure figure, FigureLayout layout, FigureFont font)
    {
        var metadata = new SKDocumentPdfMetadata
        {
            Title = Title,
            Creator = Program,
            Producer = Program,
            EncodingQuality = LosslessImages,
            RasterDpi = PageGrid,
        };
        using var stream = new SKDynamicMemoryWStream();
        using (var document = SKDocument.CreatePdf(stream, metadata))
        {
            var canvas = document.BeginPage((float)layout.Width, (float)layout.Height);
            new FigurePainter(canvas, figure, layout, font, pixels: null).Paint(outlines: false);
            document.EndPage();
            document.Close();
        }

        stream.CopyTo(output);
    }

    private static void WriteSvg(Stream output, Figure figure, FigureLayout layout, FigureFont font)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, (float)layout.Width, (float)layout.Height), stream))
        {
            canvas.DrawRect(0, 0, (float)layout.Width, (float)layout.Height, new SKPaint { Color = SKColors.White });
            new FigurePainter(canvas, figure, layout, font, pixels: null).Paint(outlines: true);
        }

        var svg = Encoding.UTF8.GetString(stream.ToArray());
        var (width, height) = (Number(layout.Width), Number(layout.Height));

        // The library gives pixels, which programs take for different lengths; points are points everywhere.
        var head = SvgHead().Replace(svg, SvgStart + $"xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}pt\" height=\"{height}pt\" viewBox=\"0 0 {width} {height}\">\n\t<title>{Title}</title>\n", 1);
        output.Write(Encoding.UTF8.GetBytes(head));
    }

    private static void WritePng(Stream output, Figure figure, FigureLayout layout, FigureFont font, double scale, double? dotsPerInch)
    {
        var info = new SKImageInfo((int)Math.Ceiling(layout.Width * scale), (int)Math.Ceiling(layout.Height * scale), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var bitmap = new SKBitmap(info);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            canvas.Scale((float)scale);
            new FigurePainter(canvas, figure, layout, font, scale).Paint(outlines: false);
        }

        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, LosslessImages - 1)
            ?? throw new InvalidOperationException($"a {info.Width}x{info.Height} figure does not encode");
        PngText.Write(output, encoded.Span, Program, dotsPerInch);
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex("""\A%PDF-1\.[0-9]\s.{0,40}?<</Title \(Saliency maps\)\s/Creator \(lcam\)\s/Producer \(lcam\)""", RegexOptions.Singleline)]
    private static partial Regex PdfStart();

    [GeneratedRegex("""\A<\?xml[^>]*>\s*<svg[^>]*>\s*""")]
    private static partial Regex SvgHead();
}
