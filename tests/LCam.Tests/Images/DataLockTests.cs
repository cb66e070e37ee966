using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class DataLockTests : IDisposable
{
    private readonly TemporaryImages _images = new(5);

    private string Lock => Path.Combine(_images.Folder, "images.lock");

    public void Dispose() => _images.Dispose();

    [Fact]
    public void A_lock_has_the_hashes_of_what_has_its_sizes_and_times()
    {
        var (made, known) = DataLocker.Lock(_images.Set, Lock);
        Assert.Equal((5, 0), (made.Count, known));
        Assert.Equal(ImageSetHash.Compute(_images.Set), made.Root);
        Assert.False(File.Exists(DataLocker.PartialPath(Lock)));

        var stamp = ContentHash.StampOf(_images.Set.PathOf(2))!;
        var hashes = new LockedHashes(DataLock.Read(Lock), _images.Folder, null);
        Assert.Equal(ContentHash.OfFile(_images.Set.PathOf(2)), hashes.Find(stamp));
        Assert.Null(hashes.Find(stamp with { Size = stamp.Size + 1 }));
        Assert.Null(hashes.Find(stamp with { ModifiedUtcTicks = stamp.ModifiedUtcTicks + 1 }));
        Assert.Null(hashes.Find(stamp with { Path = "/elsewhere/images/2.png" }));
    }

    [Fact]
    public void Only_what_changed_is_hashed_again()
    {
        DataLocker.Lock(_images.Set, Lock);
        PngFile.Write(_images.Set.PathOf(1), TemporaryImages.Pattern(30, 31, 9));
        var (made, known) = DataLocker.Lock(_images.Set, Lock);
        Assert.Equal(4, known);
        Assert.Equal(ImageSetHash.Compute(_images.Set), made.Root);
    }

    [Fact]
    public void A_killed_locking_goes_on_behind_its_last_whole_line()
    {
        DataLocker.Lock(_images.Set, Lock);
        var lines = File.ReadAllLines(Lock);
        File.WriteAllText(DataLocker.PartialPath(Lock), $"{lines[1]}\n{lines[2]}\n{lines[3][..40]}");
        File.Delete(Lock);
        var (made, known) = DataLocker.Lock(_images.Set, Lock);
        Assert.Equal(2, known);
        Assert.Equal(lines, File.ReadAllLines(Lock));
        Assert.Equal(5, made.Count);
    }

    [Theory]
    [InlineData("lcam-data-lock 1 5", "lcam-data-lock 2 5", "this is no lock of a data set")]
    [InlineData("lcam-data-lock 1 5", "lcam-data-lock 1 6", "expected 6 images")]
    [InlineData("images/3.png", "images/2.png", ":5: expected hash, size, time and path of an image that no other line has")]
    [InlineData("images/3.png", "images/7.png", "with the root")]
    [InlineData(" images/3.png", "", ":5: expected hash")]
    public void A_damaged_lock_is_refused(string right, string wrong, string message)
    {
        DataLocker.Lock(_images.Set, Lock);
        File.WriteAllText(Lock, File.ReadAllText(Lock).Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(message, Assert.Throws<ProblemException>(() => DataLock.Read(Lock)).Message, StringComparison.Ordinal);
    }
}
