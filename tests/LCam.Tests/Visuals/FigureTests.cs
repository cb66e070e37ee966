using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using LCam.Images;
using LCam.Tests.Weights;
using LCam.Visuals;

namespace LCam.Tests.Visuals;

public sealed partial class FigureTests : IDisposable
{
    private const int Tile = 30;

    private static readonly Figure Sample = new(
        [new("Image"), new("Grad-CAM"), new("RISE", "masks=20")],
        [.. Enumerable.Range(0, 2).Select(row => (IReadOnlyList<FigureCell>)[.. Enumerable.Range(0, 3).Select(column => new FigureCell(Square((byte)(10 + (10 * ((row * 3) + column)))), column == 0 ? "tabby cat" : "0.934 → 0.511"))])],
        ColourMaps.Find("jet"),
        "What the numbers are.");

    private readonly FigureFont _font = FigureFont.Standard();

    public void Dispose() => _font.Dispose();

    [Fact]
    public void On_the_screen_every_tile_stands_whole_in_its_place_and_no_word_touches_it()
    {
        var layout = new FigureLayout(Sample, FigureStyle.Screen(Tile), _font);
        var sheet = Decoded(stream => FigureFile.WriteScreen(stream, Sample, layout, _font));
        Assert.Equal((Math.Ceiling(layout.Width), Math.Ceiling(layout.Height)), (sheet.Width, sheet.Height));
        for (var index = 0; index < 6; index++)
        {
            var (left, top) = ((int)layout.Left(index % 3), (int)layout.Top(index / 3));
            for (var y = 0; y < Tile; y++)
            {
                Assert.All(sheet.Pixels.AsSpan((((top + y) * sheet.Width) + left) * 3, Tile * 3).ToArray(), value => Assert.Equal(10 * (index + 1), value));
            }

            Assert.All(sheet.Pixels.AsSpan((((top - 1) * sheet.Width) + left) * 3, Tile * 3).ToArray(), value => Assert.Equal(255, value));
        }
    }

    [Theory]
    [InlineData(FigureFormat.Pdf)]
    [InlineData(FigureFormat.Svg)]
    [InlineData(FigureFormat.Png)]
    public void A_figure_is_the_same_bytes_each_time_and_is_known_as_lcams(FigureFormat format)
    {
        var bytes = Written(format);
        Assert.Equal(bytes, Written(format));
        Assert.True(FigureFile.Wrote(new MemoryStream(bytes)));

        // The same kind of file from another program.
        var other = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("lcam", "dcam", StringComparison.Ordinal));
        Assert.False(FigureFile.Wrote(new MemoryStream(other)));
    }

    [Fact]
    public void A_pdf_has_its_font_text_that_can_be_selected_and_images_in_their_own_pixels()
    {
        var pdf = Encoding.Latin1.GetString(Written(FigureFormat.Pdf));
        Assert.Contains("/FontFile2 ", pdf, StringComparison.Ordinal);
        Assert.Equal(6, Regex.Count(pdf, $"/Width {Tile}\n/Height {Tile}\n"));

        // Each letter's glyph is mapped to its character.
        var characters = Streams(pdf).Where(text => text.Contains("beginbfchar", StringComparison.Ordinal) || text.Contains("beginbfrange", StringComparison.Ordinal)).ToList();
        Assert.Contains("<2192>", Assert.Single(characters), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pdfs_page_is_as_wide_as_asked_for()
    {
        var box = PageSize().Match(Encoding.Latin1.GetString(Written(FigureFormat.Pdf)));
        Assert.Equal(200, double.Parse(box.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 1);
    }

    [Fact]
    public void An_svg_needs_no_font_of_its_viewers_and_has_a_size_on_paper()
    {
        var svg = Encoding.UTF8.GetString(Written(FigureFormat.Svg));
        Assert.DoesNotContain("<text", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("font-family", svg, StringComparison.Ordinal);
        Assert.Equal(6, Regex.Count(svg, $"<image [^>]*width=\"{Tile}\" height=\"{Tile}\""));
        Assert.Contains(" width=\"200pt\" ", svg, StringComparison.Ordinal);
        Assert.Equal("svg", System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName);
    }

    [Fact]
    public void A_png_has_the_resolution_that_it_says()
    {
        var png = Written(FigureFormat.Png, dotsPerInch: 254);
        Assert.Equal(Math.Ceiling(200 * 254 / 72.0), Decoded(stream => stream.Write(png)).Width);

        // 254 pixels an inch are 10000 a metre.
        var place = Encoding.Latin1.GetString(png).IndexOf("pHYs", StringComparison.Ordinal);
        Assert.Equal([0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10, 1], png.AsSpan(place + 4, 9).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Print_is_as_wide_as_asked_for_and_cuts_no_number_down_to_the_least_width(int columns)
    {
        var least = FigureStyle.LeastPrint(columns, _font);
        Assert.Null(FigureStyle.Print(columns, least - 1, _font));
        foreach (var width in new[] { least + 0.1, 2 * least })
        {
            var style = FigureStyle.Print(columns, width, _font)!;
            Assert.InRange(style.TextSize, 5, 7);
            Assert.Equal(width, FigureLayout.WidthOf(style, columns, _font), 3);
            Assert.Equal([FigureStyle.WidestNumbers], _font.Wrap(FigureStyle.WidestNumbers, style.Column + 1e-3, style.TextSize, 1));
        }
    }

    [Fact]
    public void No_figure_is_higher_than_the_bound_by_which_it_is_refused()
    {
        var words = string.Join(' ', Enumerable.Repeat("wordy", 200));
        var cell = new FigureCell(Square(1), words, words);
        var figure = new Figure([new(words, words)], [[cell], [cell], [cell]], ColourMaps.Find("jet"), words);
        var style = FigureStyle.Screen(Tile);
        Assert.InRange(new FigureLayout(figure, style, _font).Height, 0.8 * FigureLayout.LargestHeight(style, 3, 2), FigureLayout.LargestHeight(style, 3, 2));
    }

    [Fact]
    public void Long_words_are_wrapped_then_cut_with_an_ellipsis_and_fit()
    {
        Assert.Equal(["Egyptian cat"], _font.Wrap("Egyptian cat", 100, 7, 2));
        Assert.Equal(["Egyptian", "cat"], _font.Wrap("Egyptian cat", 35, 7, 2));
        var cut = _font.Wrap("a name of very many words in a narrow column", 35, 7, 2);
        Assert.Equal(2, cut.Count);
        Assert.EndsWith("…", cut[1], StringComparison.Ordinal);
        Assert.All(cut, line => Assert.InRange(_font.Measure(line, 7), 1, 35));
        Assert.EndsWith("…", Assert.Single(_font.Wrap(new string('w', 100_000), 35, 7, 2)), StringComparison.Ordinal);
        Assert.Empty(_font.Wrap("", 35, 7, 2));
    }

    [Fact]
    public void Letters_with_accents_are_shown_and_what_the_font_lacks_is_a_question_mark_and_told()
    {
        Assert.Equal("é e\u0301 Žluť ΑΒΓ кошка", _font.Known("é e\u0301 Žluť ΑΒΓ кошка"));
        Assert.Empty(_font.Missing);
        Assert.Equal("?? a?", _font.Known("猫猫\ta\U0001F431"));
        Assert.Equal(["猫", "\U0001F431"], _font.Missing.Select(rune => rune.ToString()));
        Assert.Equal("?", _font.Known("\ud800"));
    }

    private byte[] Written(FigureFormat format, double dotsPerInch = 300)
    {
        using var stream = new MemoryStream();
        FigureFile.Write(stream, format, Sample, new FigureLayout(Sample, FigureStyle.Print(3, 200, _font)!, _font), _font, dotsPerInch);
        return stream.ToArray();
    }

    private static RgbImage Decoded(Action<Stream> write)
    {
        using var folder = new TemporaryFolder();
        using (var stream = File.Create(folder.File("figure.png")))
        {
            write(stream);
        }

        return ImageDecoder.Decode(folder.File("figure.png"));
    }

    private static List<string> Streams(string pdf) => [.. Regex.Matches(pdf, "/FlateDecode[^>]*>> stream\n(.*?)\nendstream", RegexOptions.Singleline).Select(match =>
    {
        using var inflated = new ZLibStream(new MemoryStream(Encoding.Latin1.GetBytes(match.Groups[1].Value)), CompressionMode.Decompress);
        using var reader = new StreamReader(inflated, Encoding.Latin1);
        return reader.ReadToEnd();
    })];

    private static RgbImage Square(byte value) => new(Tile, Tile, Enumerable.Repeat(value, Tile * Tile * 3).ToArray());

    [GeneratedRegex(@"/MediaBox \[0 0 ([0-9.]+) ")]
    private static partial Regex PageSize();
}
