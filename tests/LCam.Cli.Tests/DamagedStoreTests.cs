using LCam.Experiments.Store;

namespace LCam.Cli.Tests;

/// <summary>Whatever a disk did to a store, every verb says what is wrong with it, or does its work.</summary>
public sealed class DamagedStoreTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;
    private readonly IReadOnlyList<string> _runs;

    public DamagedStoreTests()
    {
        _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec);
        _runs = FilledStore.Make(_lcam, _spec);
        Assert.Equal(0, _lcam.Run("export", _runs[0], "--output", _lcam.PathOf("archive.zip")).ExitCode);
    }

    private string Database => _lcam.PathOf("store", StoreDatabase.FileName);

    private IEnumerable<string[]> Verbs =>
    [
        ["status"], ["status", _spec, "--json"], ["plan", _spec], ["table", _spec], ["table", _spec, "--format", "csv"],
        ["show", _runs[0][..12]], ["logs", _runs[^1]], ["diff", _runs[0], _runs[^1]], ["audit"], ["audit", _spec, "--json"],
        ["report", _spec, "--output", _lcam.PathOf("site")], ["seal", _spec], ["checklist", _spec], ["export", _runs[^1], "--output", _lcam.PathOf("a.zip")],
        ["export", _spec, "--ro-crate", _lcam.PathOf("crate.zip")], ["import", _lcam.PathOf("archive.zip")], ["gc"], ["gc", "--yes"],
        ["explain", _lcam.PathOf("none.png"), "--run", _runs[0]],
    ];

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void A_store_that_is_whole_is_read_by_every_verb() =>
        Assert.All(Verbs.Where(verb => verb[0] is not ("explain" or "seal" or "export" or "audit" or "import")), verb => Assert.Equal(0, _lcam.Run(verb).ExitCode));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pages_that_were_overwritten_are_never_a_fault_of_the_program(int seed)
    {
        var sound = File.ReadAllBytes(Database);
        var random = new Random(seed);
        foreach (var verb in Verbs)
        {
            var damaged = sound.ToArray();
            for (var places = random.Next(1, 8); places > 0; places--)
            {
                // Whole pages, parts of them, or bytes; the first says that it is a database at all.
                var length = random.Next(3) switch { 0 => PageSize, 1 => random.Next(1, PageSize), _ => random.Next(1, 4) };
                var page = random.Next(1, sound.Length / PageSize);
                random.NextBytes(damaged.AsSpan((page * PageSize) + random.Next(PageSize - length + 1), length));
            }

            Damage(damaged);
            AssertTold(_lcam.Run(verb), verb);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(5000)]
    [InlineData(20_000)]
    public void A_database_that_was_cut_off_is_never_a_fault_of_the_program(int length)
    {
        var sound = File.ReadAllBytes(Database);
        foreach (var verb in Verbs)
        {
            Damage(sound[..length]);
            AssertTold(_lcam.Run(verb), verb);
        }
    }

    [Fact]
    public void Journals_that_are_no_journals_are_never_a_fault_of_the_program()
    {
        var journals = Directory.GetFiles(_lcam.PathOf("store", "stages"), "journal.jsonl", SearchOption.AllDirectories);
        foreach (var journal in journals)
        {
            File.Delete(journal);
            Directory.CreateDirectory(journal);
        }

        Assert.All(Verbs, verb => AssertTold(_lcam.Run(verb), verb));
        Assert.Contains("expected a regular file, found a folder", _lcam.Run("logs", _runs[0]).Error, StringComparison.Ordinal);
        foreach (var journal in journals)
        {
            Directory.Delete(journal);
            File.WriteAllBytes(journal, [0xff, 0xfe, .. "{}\n"u8, 0xc3, (byte)'\n', .. new byte[100_000]]);
        }

        Assert.All(Verbs, verb => AssertTold(_lcam.Run(verb), verb));
    }

    private static void AssertTold(CommandLineResult result, string[] verb)
    {
        Assert.False(result.Error.Contains("internal error", StringComparison.Ordinal), $"{string.Join(' ', verb)}: {result.Error}{Details()}");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.True(result.ExitCode == 0 || result.Error.Length + result.Output.Length > 0, string.Join(' ', verb));
    }

    private static string Details()
    {
        var path = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"lcam-error-{Environment.ProcessId}.txt"));
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private void Damage(byte[] content)
    {
        File.Delete(Database + "-wal");
        File.Delete(Database + "-shm");
        File.WriteAllBytes(Database, content);
    }

    // Runs that nobody executed, with all that tables read.
}
