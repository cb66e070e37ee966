namespace LCam.Cli.Tests;

/// <summary>Where a plan says that settings come from.</summary>
public sealed class PlanSettingsTests : IDisposable
{
    private readonly CommandLineFixture _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void Every_setting_is_listed_with_the_file_and_line_option_or_default_that_gave_it()
    {
        _lcam.Write("parts.yaml", CommandLineFixture.Spec);
        var spec = _lcam.Write("own.yaml", "extends: parts.yaml\nname: own\ntraining:\n  epochs: 2\n");
        var hint = _lcam.Run("plan", spec);
        Assert.DoesNotContain("parts.yaml:", hint.Output, StringComparison.Ordinal);
        Assert.Contains("--settings lists each setting", hint.Error, StringComparison.Ordinal);

        var lines = _lcam.Run("plan", spec, "--settings", "--set", "training.momentum=0.8").Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        Assert.Contains($"backbones.vgg16.training.epochs {spec}:4 2", lines);
        Assert.Contains($"backbones.vgg16.training.batch-size {_lcam.PathOf("parts.yaml")}:8 8", lines);
        Assert.Contains("backbones.vgg16.training.momentum --set training.momentum 0.8", lines);
        Assert.Contains("backbones.vgg16.training.nesterov default true", lines);
    }
}
