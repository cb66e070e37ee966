using System.IO.Abstractions;
using System.Security.Cryptography;
using LCam.Experiments.Tests.Store;
using LCam.Experiments.Transfer;
using LCam.Problems;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>An archive that this program did not write is refused by name, and the store stays byte for byte what it was.</summary>
public sealed class HostileArchiveTests : IClassFixture<HostileArchiveTests.Stores>
{
    private static readonly FileSystem Files = new();

    private readonly Stores _stores;

    public HostileArchiveTests(Stores stores) => _stores = stores;

    public static TheoryData<string> Contents => [.. HostileArchives.Contents.Keys];

    public static TheoryData<string> Zips => [.. HostileZips.Zips.Keys];

    [Theory]
    [MemberData(nameof(Contents))]
    public void What_no_program_wrote_is_refused(string what)
    {
        var (change, refusal) = HostileArchives.Contents[what];
        var archive = new HostileArchive(_stores.Whole);
        change(archive);
        Refused(archive.Pack(), refusal);
    }

    [Theory]
    [MemberData(nameof(Zips))]
    public void What_is_more_than_its_entries_is_refused(string what)
    {
        var (change, refusal) = HostileZips.Zips[what];
        Refused(change((byte[])_stores.Whole.Clone()), refusal);
    }

    [Fact]
    public void The_archive_that_all_are_made_of_is_a_good_one_also_when_packed_again()
    {
        using var to = new StoreFixture();
        File.WriteAllBytes(_stores.Archive, new HostileArchive(_stores.Whole).Pack());
        using var archive = RunArchive.Open(Files, _stores.Archive);
        Assert.Equal(2, new RunImporter(to.Store, Files, TimeProvider.System).Import(archive).Imported.Count);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var archive = new HostileArchive(_stores.Whole);
        archive.Train["run"]!["threads"] = 0;
        archive.Train["run"]!["device"] = "x";
        archive.Measure["run"]!["seconds"] = -1;
        archive.Others.Add(("more", [1]));
        var problems = Refused(archive.Pack(), "threads");
        Assert.Equal(4, problems.Count);
    }

    [Fact]
    public void A_pipe_is_no_archive()
    {
        var pipe = Path.Combine(_stores.Folder, "pipe");
        Assert.Equal(0, Mono.Unix.Native.Syscall.mkfifo(pipe, Mono.Unix.Native.FilePermissions.DEFFILEMODE));
        Assert.Contains("found a pipe", Assert.Throws<ProblemException>(() => RunArchive.Open(Files, pipe)).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<Problem> Refused(byte[] zip, string refusal)
    {
        File.WriteAllBytes(_stores.Archive, zip);
        var before = _stores.Hashes();
        var failure = Assert.Throws<ProblemException>(() =>
        {
            using var archive = RunArchive.Open(Files, _stores.Archive);
            new RunImporter(_stores.To.Store, Files, TimeProvider.System).Import(archive);
        });
        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.Contains(refusal, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(failure.Problems, problem => problem.ToString().Any(char.IsControl));
        Assert.Equal(before, _stores.Hashes());
        return failure.Problems;
    }

    /// <summary>A good archive, and a store with a run of its own, into which none of the others may come.</summary>
    public sealed class Stores : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-hostile-");

        public Stores()
        {
            using (var from = new TransferFixture())
            {
                from.Export(Archive);
            }

            Whole = File.ReadAllBytes(Archive);
            To.Record("own", null, StoreFixture.Key('a'), StoreFixture.Key('b'));
            To.Run(StoreFixture.Key('a'));
        }

        public byte[] Whole { get; }

        internal StoreFixture To { get; } = new();

        public string Folder => _folder.FullName;

        public string Archive => Path.Combine(Folder, "runs.zip");

        public void Dispose()
        {
            To.Dispose();
            _folder.Delete(recursive: true);
        }

        public IReadOnlyList<string> Hashes() =>
        [
            .. Directory.EnumerateFileSystemEntries(To.Store.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}" : path),
        ];
    }
}
