using System.Text.Json.Nodes;
using LCam.Weights;

namespace LCam.Cli.Tests;

/// <summary>Weight files are looked at and converted; what cannot be is said, and nothing is left.</summary>
public sealed class WeightsTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void Inspect_names_the_backbone_and_everything_in_the_file()
    {
        var file = Samples.Weights(_lcam);
        var text = _lcam.Run("weights", "inspect", file);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("resnet50, 5 classes, width 0.03125", text.Out, StringComparison.Ordinal);
        Assert.Contains("320 entries", text.Out, StringComparison.Ordinal);

        var json = JsonNode.Parse(_lcam.Run("weights", "inspect", file, "--json").Out)!;
        Assert.Equal("safetensors", (string?)json["format"]);
        Assert.Equal(320, json["entries"]!.AsArray().Count);
        Assert.Equal("resnet50", (string?)json["backbone"]!["architecture"]);
        Assert.Empty(json["backbone"]!["problems"]!.AsArray());
    }

    [Fact]
    public void Convert_picks_the_attention_of_a_snapshot()
    {
        using var snapshot = new StateDict();
        snapshot.Add("fc.weight", TorchSharp.torch.ones(5, 8));
        snapshot.Add("attnM.op.weight", TorchSharp.torch.ones(5, 8, 1, 1));
        snapshot.Add("attnM.op.bias", TorchSharp.torch.ones(5));
        WeightFile.Write(_lcam.PathOf("snapshot.pth.tar"), snapshot);
        Assert.Equal(0, _lcam.Run("weights", "convert", "snapshot.pth.tar", "attention.safetensors", "--attention").ExitCode);
        var header = WeightFile.ReadHeader(_lcam.PathOf("attention.safetensors"));
        Assert.Equal(["attnM.op.weight", "attnM.op.bias"], header.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Convert_never_writes_what_fits_no_network_unless_it_is_named()
    {
        using var beside = new StateDict();
        beside.Add("best_acc1", TorchSharp.torch.ones(1));
        WeightFile.Write(_lcam.PathOf("beside.pth"), beside);
        var refused = _lcam.Run("weights", "convert", "beside.pth", "out.safetensors");
        refused.AssertRefused(2, "fit no network that is known");
        Assert.Contains("--entry .", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["beside.pth"], _lcam.Files());
        Assert.Equal(0, _lcam.Run("weights", "convert", "beside.pth", "out.safetensors", "--entry", ".").ExitCode);
        Assert.Equal(["best_acc1"], WeightFile.ReadHeader(_lcam.PathOf("out.safetensors")).Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Convert_takes_a_safetensors_file_of_any_network_whole()
    {
        using var foreign = new StateDict();
        foreign.Add("encoder.weight", TorchSharp.torch.ones(2, 3));
        WeightFile.Write(_lcam.PathOf("foreign.safetensors"), foreign);
        Assert.Equal(0, _lcam.Run("weights", "convert", "foreign.safetensors", "out.pth").ExitCode);
        Assert.Equal(["encoder.weight"], WeightFile.ReadHeader(_lcam.PathOf("out.pth"), ".").Entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData("cut", 2, "cut.pth: ")]
    [InlineData("hostile", 2, "os.system")]
    [InlineData("lying", 2, "lying.safetensors")]
    [InlineData("missing", 5, "missing.pth: there is no such weight file")]
    [InlineData("no-attention", 2, "holds no trained attention")]
    [InlineData("extension", 2, "out.bin: has an extension that names no weight format (use .safetensors, .pth, .pt, .pth.tar)")]
    [InlineData("no-folder", 2, "there is no such folder")]
    [InlineData("not-writable", 1, "cannot be written")]
    public void Whatever_is_wrong_with_a_conversion_is_said_and_nothing_is_left(string fault, int exitCode, string message)
    {
        string[] args = fault switch
        {
            "cut" => [Samples.CutOff(_lcam), "out.safetensors"],
            "hostile" => [Samples.HostilePickle(_lcam), "out.safetensors"],
            "lying" => [Samples.LyingHeader(_lcam), "out.pth"],
            "missing" => ["missing.pth", "out.pth"],
            "no-attention" => [Samples.Weights(_lcam), "out.pth", "--attention"],
            "extension" => [Samples.Weights(_lcam), "out.bin"],
            "no-folder" => [Samples.Weights(_lcam), "none/out.pth"],
            _ => [Samples.Weights(_lcam), "/proc/out.pth"],
        };
        var before = _lcam.Files();
        var result = _lcam.Run(["weights", "convert", .. args]);
        result.AssertRefused(exitCode, message);
        Assert.Equal(before, _lcam.Files());
    }

    [Theory]
    [InlineData("x.pth", "--output: x.pth does not end with .pth.tar: the reference looks for no other name (name it x.pth.tar)")]
    [InlineData("x.pth.tar", "there is no store here")]
    public void Whatever_is_wrong_with_an_export_is_said(string output, string message) =>
        _lcam.Run("weights", "export", "abc", "--output", output).AssertRefused(2, message);
}
