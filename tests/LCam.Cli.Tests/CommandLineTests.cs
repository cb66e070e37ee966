namespace LCam.Cli.Tests;

/// <summary>What the program makes of command lines that no verb sees.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    [Theory]
    [InlineData("weigths", "weigths")]
    [InlineData("weights inspect a.pth --quickly", "--quickly")]
    [InlineData("data shapes --train many --output made", "many")]
    [InlineData("data check --images .", "--list")]
    public void A_command_line_that_makes_no_sense_is_refused_with_a_pointer_to_help(string line, string named)
    {
        var result = _lcam.Run(line.Split(' '));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Contains("lcam --help", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
        Assert.Empty(_lcam.Files());
    }

    public void Dispose() => _lcam.Dispose();
}
