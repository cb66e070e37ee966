using LCam.Images;

namespace LCam.Experiments.Tests.Store;

public sealed class FileHashTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void What_was_hashed_is_kept_on_the_way_and_what_could_not_be_written_the_next_time()
    {
        var (first, second) = (new FileStamp("/images/1.png", 10, 100), new FileStamp("/images/2.png", 20, 200));
        var hashes = _fixture.Store.Hashes;
        hashes.Add(first, "one");
        Assert.Null(hashes.Find(first));
        hashes.TrySave();
        Assert.Equal("one", hashes.Find(first));

        _fixture.Store.Write((connection, _) => Dapper.SqlMapper.Execute(connection, "ALTER TABLE file_hashes RENAME TO elsewhere"));
        hashes.Add(second, "two");
        hashes.TrySave();
        _fixture.Store.Write((connection, _) => Dapper.SqlMapper.Execute(connection, "ALTER TABLE elsewhere RENAME TO file_hashes"));
        hashes.Save();
        Assert.Equal(("one", "two"), (hashes.Find(first), hashes.Find(second)));
        Assert.Null(hashes.Find(second with { Size = 21 }));
    }
}
