using LCam.Arrays;
using LCam.Explainers.Recorded;

namespace LCam.Tests.Arrays;

/// <summary>Maps that lcam wrote for NumPy are maps that lcam reads.</summary>
public sealed class MapsArchiveTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-maps-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Maps_are_read_by_name_whatever_the_list_s_order()
    {
        var path = Write("maps.npz");
        using var maps = RecordedMaps.Open(path);
        Assert.Empty(maps.Check(["b/ä😀.png", "a.png"], numbers: true));
        Assert.Equal([5, 6, 7, 8.5f], maps.Read(0, "b/ä😀.png").Pixels);
        Assert.Equal([1, 2, 3, 4], maps.Read(1, "a.png").Pixels);
        Assert.Equal(2, maps.Read(1, "a.png").Side);
    }

    [Fact]
    public void The_same_maps_make_the_same_bytes_and_are_known_again()
    {
        Assert.Equal(File.ReadAllBytes(Write("one.npz")), File.ReadAllBytes(Write("two.npz")));
        using var stream = File.OpenRead(Write("three.npz"));
        Assert.True(MapsArchive.Wrote(stream));
    }

    [Fact]
    public void Another_number_or_shape_of_maps_is_refused()
    {
        using var stream = new MemoryStream();
        using var archive = new MapsArchive(stream, 2);
        archive.Add("a.png", 1, [1, 2, 3, 4], 2, 2);
        Assert.Throws<ArgumentException>(() => archive.Add("b.png", 1, [1], 1, 1));
        Assert.Throws<InvalidOperationException>(archive.Complete);
    }

    private string Write(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var stream = File.Create(path);
        using var archive = new MapsArchive(stream, 2);
        archive.Add("a.png", 3, [1, 2, 3, 4], 2, 2);
        archive.Add("b/ä😀.png", 0, [5, 6, 7, 8.5f], 2, 2);
        archive.Complete();
        return path;
    }
}
