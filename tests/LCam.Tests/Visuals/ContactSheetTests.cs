using LCam.Images;
using LCam.Visuals;

namespace LCam.Tests.Visuals;

public sealed class ContactSheetTests
{
    private static readonly ContactSheetLayout Layout = new(3, 2, 30);

    [Fact]
    public void The_sheet_has_the_layouts_size_and_every_tile_stands_whole_in_its_place()
    {
        var sheet = new ContactSheet(Layout, []);
        for (var index = 0; index < 6; index++)
        {
            sheet.Add(index / 3, index % 3, new ContactSheetTile(Tile((byte)(10 * (index + 1)))));
        }

        Assert.Equal((Layout.Width, Layout.Height), (sheet.Image.Width, sheet.Image.Height));
        Assert.Equal((12 + (3 * (168 + 12)), 12 + 40 + (2 * (30 + 4 + 40 + 4)) + 12), (sheet.Image.Width, sheet.Image.Height));
        for (var index = 0; index < 6; index++)
        {
            var (left, top) = (Layout.Left(index % 3), Layout.TileTop(index / 3));
            var expected = (byte)(10 * (index + 1));
            Assert.Equal([expected, expected, expected, expected], Corners(sheet.Image, left, top, 30));
            Assert.Equal([255, 255, 255, 255], Corners(sheet.Image, left - 1, top - 1, 32));
        }

        // Nothing but the tiles is on it.
        Assert.Equal(6 * 30 * 30, Count(sheet.Image, pixel => pixel != 255));
    }

    [Fact]
    public void Columns_never_overlap_and_large_tiles_fill_theirs()
    {
        var layout = new ContactSheetLayout(2, 1, 224);
        Assert.Equal(224, layout.ColumnWidth);
        Assert.Equal(layout.Left(0) + 224 + 12, layout.Left(1));
        Assert.Equal(layout.Left(1) + 224 + 12, layout.Width);
    }

    [Fact]
    public void Words_stand_above_and_below_and_leave_the_tile_alone()
    {
        var sheet = new ContactSheet(Layout, [new ContactSheetColumn("image", ""), new ContactSheetColumn("Grad-CAM", "masks=20")]);
        sheet.Add(1, 1, new ContactSheetTile(Tile(7), "a name that is far too long for a column of a hundred pixels", "gjpqy"));
        Assert.All([Layout.Left(0), Layout.Left(1)], left => Assert.True(Inked(sheet.Image, left, ContactSheetLayout.HeaderTop(0))));
        Assert.False(Inked(sheet.Image, Layout.Left(0), ContactSheetLayout.HeaderTop(1)));
        Assert.True(Inked(sheet.Image, Layout.Left(1), ContactSheetLayout.HeaderTop(1)));
        Assert.True(Inked(sheet.Image, Layout.Left(1), Layout.CaptionTop(1, 0)));
        Assert.True(Inked(sheet.Image, Layout.Left(1), Layout.CaptionTop(1, 1)));
        Assert.False(Inked(sheet.Image, Layout.Left(2), Layout.CaptionTop(1, 0)));
        Assert.Equal(900, Count(sheet.Image, pixel => pixel == 7));
    }

    [Fact]
    public void Text_is_drawn_the_same_everywhere()
    {
        var image = new RgbImage(12, 9, Enumerable.Repeat((byte)255, 12 * 9 * 3).ToArray());
        PixelFont.Draw(image, "Lé", 0, 0, 1, Rgb.Black);
        string[] expected =
        [
            "#......###..",
            "#.....#...#.",
            "#.........#.",
            "#........#..",
            "#.......#...",
            "#...........",
            "#####...#...",
            "............",
            "............",
        ];
        Assert.Equal(expected, Enumerable.Range(0, 9).Select(y =>
            new string([.. Enumerable.Range(0, 12).Select(x => image.Pixels[((y * 12) + x) * 3] == 0 ? '#' : '.')])));
    }

    [Fact]
    public void Every_printable_character_has_a_glyph_of_its_own()
    {
        var pictures = Enumerable.Range(' ', '~' - ' ' + 1).Select(code =>
        {
            var image = new RgbImage(6, 9, new byte[6 * 9 * 3]);
            PixelFont.Draw(image, ((char)code).ToString(), 0, 0, 1, Rgb.White);
            return Convert.ToHexString(image.Pixels);
        });
        Assert.Equal(95, pictures.Distinct().Count());
    }

    [Theory]
    [InlineData("short", 30, "short")]
    [InlineData("longer", 30, "lon..")]
    [InlineData("longer", 12, "..")]
    public void Text_that_does_not_fit_is_cut_with_dots(string text, int width, string expected) =>
        Assert.Equal(expected, PixelFont.Fit(text, width, 1));

    [Fact]
    public void A_tile_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ContactSheet(Layout, []).Add(0, 0, new ContactSheetTile(new RgbImage(1, 1, [0, 0, 0]))));

    private static RgbImage Tile(byte value) => new(30, 30, Enumerable.Repeat(value, 30 * 30 * 3).ToArray());

    private static byte[] Corners(RgbImage image, int left, int top, int size) =>
        [Pixel(image, left, top), Pixel(image, left + size - 1, top), Pixel(image, left, top + size - 1), Pixel(image, left + size - 1, top + size - 1)];

    private static byte Pixel(RgbImage image, int x, int y) => image.Pixels[((y * image.Width) + x) * 3];

    private static int Count(RgbImage image, Func<byte, bool> condition) =>
        Enumerable.Range(0, image.Width * image.Height).Count(pixel => condition(image.Pixels[pixel * 3]));

    // Whether a line of text stands there.
    private static bool Inked(RgbImage image, int left, int top) =>
        Enumerable.Range(top, 18).Any(y => Enumerable.Range(left, 168).Any(x => Pixel(image, x, y) == 0));
}
