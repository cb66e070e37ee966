using System.IO.Compression;
using LCam.Arrays;
using LCam.Explainers.Recorded;
using LCam.Problems;

namespace LCam.Tests.Explainers.Recorded;

/// <summary>Maps in files that NumPy 1.24 wrote: value k/64 for the k-th pixel of three maps of 4x4.</summary>
public sealed class RecordedMapsTests : IDisposable
{
    private static readonly string[] Images = ["a/one.JPEG", "a/two.JPEG", "b.png"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-recorded-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("order.npy")]
    [InlineData("named.npz")]
    [InlineData("each.npz")]
    public void What_NumPy_wrote_is_read_image_by_image_in_any_order(string file)
    {
        using var maps = RecordedMaps.Open(Path.Combine(AppContext.BaseDirectory, "Explainers", "Recorded", file));
        Assert.Empty(maps.Check(Images, numbers: true));
        foreach (var place in (int[])[2, 0, 1, 0])
        {
            var (pixels, side) = maps.Read(place, Images[place]);
            Assert.Equal(4, side);
            Assert.Equal(Enumerable.Range(16 * place, 16).Select(pixel => pixel / 64f), pixels);
        }
    }

    [Fact]
    public void A_folder_has_an_array_for_each_image_by_its_name_without_the_extension()
    {
        foreach (var (place, image) in Images.Index())
        {
            Write(Path.ChangeExtension(image, ".npy"), [4, 4], Enumerable.Range(16 * place, 16).Select(pixel => pixel / 64f));
        }

        using var maps = RecordedMaps.Open(_folder.FullName);
        Assert.Empty(maps.Check(Images, numbers: true));
        Assert.Equal(17 / 64f, maps.Read(1, Images[1]).Pixels[1]);
    }

    [Theory]
    [InlineData("found 3", 4L, "a/one.JPEG", "a/two.JPEG", "b.png", "c.png")]
    [InlineData("found 3", 2L, "a/one.JPEG", "a/two.JPEG")]
    public void As_many_maps_as_images_are_needed_where_the_order_says_which_is_which(string expected, long count, params string[] images)
    {
        Assert.Equal(count, images.Length);
        using var maps = RecordedMaps.Open(Path.Combine(AppContext.BaseDirectory, "Explainers", "Recorded", "order.npy"));
        Assert.Contains(expected, Assert.Single(maps.Check(images, numbers: false)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("named.npz")]
    [InlineData("each.npz")]
    public void Every_image_without_a_map_is_named(string file)
    {
        using var maps = RecordedMaps.Open(Path.Combine(AppContext.BaseDirectory, "Explainers", "Recorded", file));
        Assert.Equal(["there is no map of c.png", "there is no map of d.png"], maps.Check(["a/one.JPEG", "c.png", "d.png"], numbers: true).Select(problem => problem.What));
    }

    [Fact]
    public void A_map_that_is_not_finite_is_named_by_its_image()
    {
        Write("maps.npy", [2, 1, 1], [1, float.NaN]);
        using var maps = RecordedMaps.Open(Path.Combine(_folder.FullName, "maps.npy"));
        Assert.Equal("the map of y has a value that is NaN or infinite", Assert.Single(maps.Check(["x", "y"], numbers: true)).What);
        Assert.Empty(maps.Check(["x", "y"], numbers: false));
    }

    [Theory]
    [InlineData("is a square, found 3x5", "<f4", 2L, 3L, 5L)]
    [InlineData("found the shape (2, 9)", "<f4", 2L, 9L)]
    [InlineData("found the shape (2, 3, 3, 3)", "<f4", 2L, 3L, 3L, 3L)]
    [InlineData("found '<i8'", "<i8", 2L, 3L, 3L)]
    [InlineData("found '>f4'", ">f4", 2L, 3L, 3L)]
    [InlineData("1 to 4096 pixels a side, found 9999", "<f4", 2L, 9999L, 9999L)]
    public void An_array_that_is_none_of_maps_is_refused_by_its_head(string expected, string type, params long[] shape)
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "maps.npy"), NpyHeader.Write(type, shape));
        using var maps = RecordedMaps.Open(Path.Combine(_folder.FullName, "maps.npy"));
        Assert.Contains(expected, Assert.Single(maps.Check(["x", "y"], numbers: false)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_that_ends_early_is_refused_when_its_numbers_are_read()
    {
        Write("maps.npy", [2, 2, 2], [1, 2, 3, 4, 5]);
        using var maps = RecordedMaps.Open(Path.Combine(_folder.FullName, "maps.npy"));
        Assert.Contains("ends before its last element", Assert.Single(maps.Check(["x", "y"], numbers: true)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no array", "this is neither a NumPy array nor an archive of such")]
    [InlineData("", "this is neither a NumPy array nor an archive of such")]
    public void A_file_of_something_else_is_refused(string content, string expected)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "maps.npz"), content);
        Assert.Equal(expected, Assert.Single(Assert.Throws<ProblemException>(() => RecordedMaps.Open(Path.Combine(_folder.FullName, "maps.npz"))).Problems).What);
    }

    [Theory]
    [InlineData("named.npz")]
    [InlineData("each.npz")]
    public void Whatever_byte_of_an_archive_is_changed_it_is_read_or_refused_in_words(string file)
    {
        var whole = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Explainers", "Recorded", file));
        var path = Path.Combine(_folder.FullName, file);
        for (var place = 0; place < whole.Length; place += 3)
        {
            var changed = whole.ToArray();
            changed[place] ^= 0x5A;
            File.WriteAllBytes(path, changed);
            try
            {
                using var maps = RecordedMaps.Open(path);
                maps.Check(Images, numbers: true);
            }
            catch (ProblemException)
            {
                // In words.
            }
        }
    }

    [Theory]
    [InlineData("<U0", 2147483647L)]
    [InlineData("|S1", 67108864L)]
    [InlineData("<U4", 2L)]
    public void Names_that_are_not_those_of_the_maps_are_refused_before_they_are_read(string type, long count)
    {
        var path = Path.Combine(_folder.FullName, "maps.npz");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(zip, "maps.npy", NpyHeader.Write(NpyHeader.F4, 3, 4, 4));
            Add(zip, "images.npy", NpyHeader.Write(type, count));
        }

        Assert.Contains("expected as many names of images as there are maps, 3", Assert.Single(Assert.Throws<ProblemException>(() => RecordedMaps.Open(path)).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void What_reading_an_archive_takes_is_counted_unpacked()
    {
        var path = Packed(1_000);
        using var maps = RecordedMaps.Open(path);
        Assert.InRange(new FileInfo(path).Length, 1, 100_000);
        Assert.InRange(maps.Bytes, 12_000_000, 12_001_000);
    }

    [Fact]
    public void An_entry_that_claims_more_than_it_has_counts_as_what_it_claims()
    {
        var path = Packed(4);
        Claim(path, uint.MaxValue - 1);
        using var maps = RecordedMaps.Open(path);
        Assert.True(maps.Bytes > 4L << 30);
        Assert.Empty(maps.Check(Images, numbers: false));
    }

    [Fact]
    public void Of_an_entry_that_claims_less_than_it_has_no_more_is_read()
    {
        var path = Packed(1_000);
        Claim(path, 1_000);
        using var maps = RecordedMaps.Open(path);
        Assert.InRange(maps.Bytes, 3_000, 30_000);
        Assert.Equal(Images.Length, maps.Check(Images, numbers: true).Count);
    }

    [Fact]
    public void A_list_in_the_reverse_order_of_the_file_is_read_in_one_pass()
    {
        var path = Path.Combine(_folder.FullName, "reversed.npz");
        string[] images = [.. Enumerable.Range(0, 20_000).Select(image => FormattableString.Invariant($"{image:00000}"))];
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            Add(zip, "maps.npy", [.. NpyHeader.Write(NpyHeader.F4, images.Length, 16, 16), .. new byte[images.Length * 16 * 16 * sizeof(float)]]);
            Add(zip, "images.npy", [.. NpyHeader.Write("|S5", images.Length), .. images.SelectMany(System.Text.Encoding.ASCII.GetBytes)]);
        }

        using var maps = RecordedMaps.Open(path);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(maps.Check([.. images.Reverse(), images[7]], numbers: true));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"{watch.Elapsed}");
    }

    // An archive of a map of zeros for each image, packed to next to nothing.
    private string Packed(int side)
    {
        var path = Path.Combine(_folder.FullName, "packed.npz");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var image in Images)
        {
            Add(zip, image + ".npy", [.. NpyHeader.Write(NpyHeader.F4, side, side), .. new byte[side * side * sizeof(float)]]);
        }

        return path;
    }

    // Overwrites the unpacked lengths in the archive's directory.
    private static void Claim(string path, uint length)
    {
        var bytes = File.ReadAllBytes(path);
        for (var at = bytes.AsSpan().IndexOf("PK\x01\x02"u8); at >= 0; at = bytes.AsSpan(at + 1).IndexOf("PK\x01\x02"u8) is var next and >= 0 ? at + 1 + next : -1)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 24), length);
        }

        File.WriteAllBytes(path, bytes);
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name).Open();
        stream.Write(content);
    }

    private void Write(string name, long[] shape, IEnumerable<float> elements)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, [.. NpyHeader.Write(NpyHeader.F4, shape), .. elements.SelectMany(BitConverter.GetBytes)]);
    }
}
