using CsCheck;
using LCam.Images;
using LCam.Problems;
using LCam.Tests.Shared;
using SkiaSharp;

namespace LCam.Tests.Images;

public sealed class ImageDecoderTests
{
    private static readonly byte[] Jpeg = MakeJpeg();

    [Fact]
    public void Alpha_is_dropped_and_the_colours_stay_as_stored() => AssertPixels(
        [10, 20, 30, 200, 100, 50, 1, 2, 3, 255, 255, 255],
        HandMadePng.Build(2, 2, 8, HandMadePng.Rgba, [10, 20, 30, 255, 200, 100, 50, 128, 1, 2, 3, 0, 255, 255, 255, 1]));

    [Fact]
    public void Grey_with_alpha_becomes_three_equal_channels() => AssertPixels(
        [7, 7, 7, 200, 200, 200],
        HandMadePng.Build(2, 1, 8, HandMadePng.GrayAlpha, [7, 0, 200, 90]));

    [Fact]
    public void A_transparent_palette_gives_its_colours() => AssertPixels(
        [9, 8, 7, 100, 110, 120],
        HandMadePng.Build(2, 1, 8, HandMadePng.Palette, [1, 0], ("PLTE", [100, 110, 120, 9, 8, 7]), ("tRNS", [255, 0])));

    [Fact]
    public void One_bit_grey_becomes_black_and_white() => AssertPixels(
        [255, 255, 255, 0, 0, 0, 255, 255, 255],
        HandMadePng.Build(3, 1, 1, HandMadePng.Gray, [0b1010_0000]));

    [Fact]
    public void Sixteen_bit_samples_keep_their_high_byte() => AssertPixels(
        [18, 255, 0],
        HandMadePng.Build(1, 1, 16, HandMadePng.Rgb, [18, 52, 255, 255, 0, 10]));

    [Fact]
    public void Gamma_is_ignored() => AssertPixels(
        [50, 100, 150],
        HandMadePng.Build(1, 1, 8, HandMadePng.Rgb, [50, 100, 150], ("gAMA", [0, 1, 134, 160])));

    [Fact]
    public void Exif_orientation_is_ignored()
    {
        // Big-endian TIFF with one entry: orientation (0x0112) 6, "rotate by 90 degrees".
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
        ];
        var plain = Decode(Jpeg);
        var oriented = Decode([.. Jpeg[..2], .. exif, .. Jpeg[2..]]);
        Assert.Equal((plain.Width, plain.Height), (oriented.Width, oriented.Height));
        Assert.Equal(plain.Pixels, oriented.Pixels);
    }

    [Fact]
    public void A_cut_jpeg_is_an_error_and_never_a_half_grey_image() => Gen.Int[0, Jpeg.Length - 16].Sample(
        length => Fails(Jpeg[..length]), iter: 100);

    [SharedDataFact]
    public void A_cut_progressive_jpeg_is_an_error()
    {
        var content = File.ReadAllBytes(SharedData.Path("fixtures", "jpeg", "progressive420.jpg"));
        Assert.True(Fails(content[..(content.Length / 2)]));
        Assert.True(Fails(content[..(content.Length * 9 / 10)]));
    }

    [Fact]
    public void A_cut_png_is_an_error()
    {
        var png = HandMadePng.Build(40, 40, 8, HandMadePng.Rgb, TemporaryImages.Pattern(40, 40, 9).Pixels);
        Assert.True(Fails(png[..(png.Length / 2)]));
        Assert.True(Fails(png[..20]));
    }

    [Fact]
    public void Damaged_bytes_give_an_image_or_a_problem_and_nothing_else() => Gen.Select(Gen.Int[0, Jpeg.Length - 1], Gen.Byte).Sample((place, value) =>
    {
        var damaged = Jpeg.ToArray();
        damaged[place] = value;
        Fails(damaged);
    }, iter: 200);

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("not an image at all", "this is no image, or its header is damaged")]
    public void A_file_that_is_no_image_is_named(string text, string what)
    {
        using var images = new TemporaryImages();
        var path = images.Add("image.jpg", System.Text.Encoding.ASCII.GetBytes(text));
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => ImageDecoder.Decode(path)).Problems);
        Assert.Equal((path, what), (problem.Where, problem.What));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0xAA }, "Wbmp")]
    [InlineData(new byte[] { 0, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 32, 0, 48, 0, 0, 0, 22, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 255, 0, 0, 0, 0 }, "Ico")]
    public void A_format_that_only_the_decoder_knows_is_refused_with_a_remedy(byte[] file, string format)
    {
        using var images = new TemporaryImages();
        var path = images.Add("image.jpg", file);
        foreach (var read in new Action[] { () => ImageDecoder.Decode(path), () => ImageDecoder.SizeOf(path) })
        {
            var problem = Assert.Single(Assert.Throws<ProblemException>(read).Problems);
            Assert.Equal($"this is an image of another format ({format})", problem.What);
            Assert.Contains("save it as PNG", problem.Remedy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_bmp_with_the_old_header_of_os2_is_read() => AssertPixels(
        [30, 20, 10, 60, 50, 40],
        OldBmp(2, 1, 24, [], [10, 20, 30, 40, 50, 60, 0, 0]));

    [Fact]
    public void Its_palette_has_three_bytes_a_colour() => AssertPixels(
        [30, 20, 10, 60, 50, 40, 30, 20, 10],
        OldBmp(3, 1, 8, [10, 20, 30, 40, 50, 60, .. new byte[254 * 3]], [0, 1, 0, 0]));

    // Where today's header says how many bits a pixel has, the old one has its pixels.
    [Fact]
    public void Its_pixels_are_not_taken_for_a_later_headers_fields() => AssertPixels(
        [16, 9, 9, 0, 0, 0, 77, 0, 0, .. Enumerable.Repeat((byte)77, 39)],
        OldBmp(16, 1, 24, [], [9, 9, 16, 0, 0, 0, 0, 0, 77, .. Enumerable.Repeat((byte)77, 39)]));

    [Fact]
    public void A_bmp_whose_header_pillow_does_not_know_is_refused()
    {
        Assert.Contains("16 bits a pixel", Problem(OldBmp(2, 1, 16, [], [1, 2, 3, 4])).What, StringComparison.Ordinal);
        var other = OldBmp(2, 1, 24, [], new byte[64]);
        other[14] = 52;
        Assert.Contains("a header of 52 bytes", Problem(other).What, StringComparison.Ordinal);
        Assert.NotNull(Problem(other).Remedy);
    }

    [Fact]
    public void A_size_behind_a_long_preface_is_found()
    {
        using var images = new TemporaryImages();
        byte[] comment = [0xFF, 0xFE, 0xFF, 0xFF, .. new byte[65533]];
        var path = images.Add("image.jpg", [.. Jpeg[..2], .. comment, .. comment, .. Jpeg[2..]]);
        Assert.Equal((48, 32), ImageDecoder.SizeOf(path));
    }

    [Fact]
    public void An_absurdly_large_image_is_refused_before_memory_is_taken()
    {
        using var images = new TemporaryImages();
        var path = images.Add("image.png", HandMadePng.Build(60_000, 60_000, 8, HandMadePng.Rgb, []));
        var failure = Assert.Throws<ProblemException>(() => ImageDecoder.Decode(path));
        Assert.Equal(path, failure.Problems[0].Where);
        Assert.Contains("60000x60000", failure.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_and_narrow_image_is_refused_before_it_is_resized()
    {
        using var images = new TemporaryImages();
        var path = images.Add("image.png", HandMadePng.Build(30_000, 1, 8, HandMadePng.Gray, new byte[30_000]));
        var failure = Assert.Throws<ProblemException>(() => ImageLoader.Resized(path, 256));
        Assert.Contains("too long and narrow", failure.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_missing_data()
    {
        var failure = Assert.Throws<ProblemException>(() => ImageDecoder.Decode("/no/such/image.jpg"));
        Assert.Equal((ProblemKind.DataMissing, "/no/such/image.jpg"), (failure.Kind, failure.Problems[0].Where));
    }

    // One row, with the header of 12 bytes.
    private static byte[] OldBmp(byte width, byte height, byte bits, byte[] palette, byte[] pixels) =>
    [
        (byte)'B', (byte)'M', .. BitConverter.GetBytes(26 + palette.Length + pixels.Length), 0, 0, 0, 0, .. BitConverter.GetBytes(26 + palette.Length),
        12, 0, 0, 0, width, 0, height, 0, 1, 0, bits, 0, .. palette, .. pixels,
    ];

    private static Problem Problem(byte[] content) => Assert.Single(Assert.Throws<ProblemException>(() => Decode(content)).Problems);

    private static RgbImage Decode(byte[] content)
    {
        using var images = new TemporaryImages();
        return ImageDecoder.Decode(images.Add("image", content));
    }

    private static bool Fails(byte[] content)
    {
        try
        {
            Decode(content);
            return false;
        }
        catch (ProblemException)
        {
            return true;
        }
    }

    private static void AssertPixels(byte[] expected, byte[] file) => Assert.Equal(expected, Decode(file).Pixels);

    private static byte[] MakeJpeg()
    {
        using var bitmap = new SKBitmap(48, 32);
        for (var i = 0; i < 48 * 32; i++)
        {
            bitmap.SetPixel(i % 48, i / 48, new SKColor((byte)(i * 5), (byte)(i / 7), (byte)(i * 3)));
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
        return data.ToArray();
    }
}
