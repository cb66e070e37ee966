using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using LCam.Experiments.Store;
using LCam.Texts;

namespace LCam.Cli.Tests;

/// <summary>Whatever stands in names, labels and keys, no control character reaches a terminal, or a line that poses as one of lcam's own.</summary>
public sealed class HostileTextTests : IDisposable
{
    // Colours, a window's title, C1, a turned direction, a line of its own.
    private const string Hostile = "evil\u001b[31m\u001b]0;x\u0007\u009b2J\u202egnp\u2028\u007fend";

    private readonly CommandLineFixture _lcam = new();
    private readonly string _spec;

    public HostileTextTests()
    {
        var escaped = JsonSerializer.Serialize(Hostile);
        _spec = _lcam.Write("tiny.yaml", CommandLineFixture.Spec.Replace("name: tiny", $"name: tiny\ndescription: {escaped}", StringComparison.Ordinal) + $$"""

            tables:
              words: { rows: [method], caption: {{escaped}}, footnotes: [{{escaped}}] }
            """);
        using var store = ExperimentStore.Open(_lcam.PathOf("store"), TimeProvider.System);
        var key = new string('a', 64);
        store.Experiments.Record(
            new ExperimentRecord(Hostile + "\nlcam: all is well", _spec, Hostile, "{}"),
            [new StageRecord(key, "measure", Hostile + "\nlcam: all is well", JsonSerializer.Serialize(new { kind = Hostile }))],
            [new CellRecord(0, Hostile + "\nlcam: all is well", Hostile, null, null, key)]);
    }

    public static TheoryData<string> Verbs =>
    [
        "status", "status --json", "plan SPEC", "plan SPEC --json", "table SPEC", "table SPEC --table words", "table SPEC --table words --format csv",
        "table SPEC --table words --format latex", "table SPEC --table words --format json", "table SPEC --table words --format html",
        "checklist SPEC", "checklist SPEC --json", "checklist SPEC --format neurips", "checklist SPEC --format codecheck --title NAME", "checklist SPEC --format cards", "audit --level A0", "audit --level A0 --json", "audit --level A0 --markdown", "gc", "gc --json",
        "show aaaa", "logs aaaa", "diff aaaa aaaa", "watch --interval 0.1", "weights inspect WEIGHTS", "weights inspect WEIGHTS --json",
        "weights inspect NAME", "data check --images FOLDER --list LIST", "data check --images FOLDER --list NAME", "table NAME", "table SPEC --table NAME",
        "table SPEC --set NAME", "explain NAME --backbone NAME --weights NAME --output out", "export SPEC --output NAME", "export NAME --output x.zip", "import NAME", "NAME", "table SPEC --NAME",
        "report SPEC --output NAME --audit NAME", "seal SPEC", "run SPEC --engine NAME", "show NAME", "audit SPEC --signers NAME --level A3", "--help", "table --help", "run --help", "data --help",
    ];

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [MemberData(nameof(Verbs))]
    public void No_verb_prints_a_control_character_or_a_line_that_is_not_its_own(string line)
    {
        Directory.CreateDirectory(_lcam.PathOf("images"));
        var weights = Weights();
        var list = _lcam.Write("list.txt", $"{Hostile}.png 0\nb\u001b[2J.png x\n");
        var result = _lcam.Run([.. line.Split(' ').Select(word => word switch
        {
            "SPEC" => _spec,
            "WEIGHTS" => weights,
            "LIST" => list,
            "FOLDER" => _lcam.PathOf("images"),
            "NAME" => Hostile + "\nlcam: all is well",
            "--NAME" => "--" + Hostile,
            "out" or "x.zip" => _lcam.PathOf(word),
            _ => word,
        })]);
        var shown = result.Output + result.Error;
        Assert.Equal(VisibleText.Of(shown), shown);
        Assert.DoesNotContain("\nlcam: all is well", "\n" + result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
        if (line.EndsWith("--json", StringComparison.Ordinal) && result.Output.Length > 0)
        {
            JsonDocument.Parse(result.Output).Dispose();
        }
    }

    [Fact]
    public void Help_keeps_its_lines() => Assert.True(_lcam.Run("table", "--help").Output.Split('\n').Length > 15);

    // A safetensors file whose tensor, and whose metadata, are named so.
    private string Weights()
    {
        var header = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["__metadata__"] = new Dictionary<string, string> { [Hostile] = Hostile + "\nlcam: all is well" },
            [Hostile + "\nlcam: all is well"] = new { dtype = "F32", shape = new[] { 1 }, data_offsets = new[] { 0, 4 } },
        }));
        var bytes = new byte[8 + header.Length + 4];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        File.WriteAllBytes(_lcam.PathOf("w.safetensors"), bytes);
        return _lcam.PathOf("w.safetensors");
    }
}
