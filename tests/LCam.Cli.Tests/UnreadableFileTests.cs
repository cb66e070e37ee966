using System.Diagnostics;
using LCam.Experiments.Store;

namespace LCam.Cli.Tests;

/// <summary>What never ends, never begins, or is far too large is refused wherever a file is read.</summary>
public sealed class UnreadableFileTests : IDisposable
{
    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;

    public UnreadableFileTests()
    {
        _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec);
        using var store = ExperimentStore.Open(_lcam.PathOf("store"), TimeProvider.System);
    }

    public static TheoryData<string, string> All
    {
        get
        {
            string[] lines =
            [
                "plan FILE", "run FILE", "table FILE", "table SPEC --check FILE", "table PUBLISHED --table x", "export FILE --output OUT", "import FILE",
                "audit --signers FILE", "work FILE",
            ];
            var all = new TheoryData<string, string>();
            lines.ToList().ForEach(line => new[] { "/dev/zero", "pipe", "folder", "huge" }.ToList().ForEach(what => all.Add(line, what)));
            return all;
        }
    }

    public void Dispose()
    {
        File.Delete(_lcam.PathOf("pipe"));
        _lcam.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_file_that_cannot_be_read_to_its_end_is_refused_by_name(string line, string what)
    {
        var file = what == "/dev/zero" ? what : _lcam.PathOf(what);
        Make(what, file);
        var published = _lcam.Write("published.yaml", CommandLineFixture.Spec + $"\ntables: {{ x: {{ rows: [method], reference: \"{file}\" }} }}\n");
        var result = _lcam.Run([.. line.Split(' ').Select(word => word switch
        {
            "FILE" => file,
            "SPEC" => _spec,
            "PUBLISHED" => published,
            "OUT" => _lcam.PathOf(word),
            _ => word,
        })]);
        Assert.True(result.ExitCode is ExitCodes.Invalid or ExitCodes.DataMissing, $"{result.ExitCode}: {result.Error}");
        Assert.Contains(file, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
    }

    private static void Make(string what, string file)
    {
        switch (what)
        {
            case "pipe":
                using (var made = Process.Start("mkfifo", file))
                {
                    made.WaitForExit();
                }

                break;
            case "folder":
                Directory.CreateDirectory(file);
                break;
            case "huge":
                // Of zeros that take no room.
                using (var stream = File.Create(file))
                {
                    stream.SetLength(5L << 30);
                }

                break;
            default:
                break;
        }
    }
}
