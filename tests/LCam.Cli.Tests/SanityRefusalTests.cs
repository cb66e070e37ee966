namespace LCam.Cli.Tests;

/// <summary>Sanity checks that make no sense.</summary>
public sealed class SanityRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("sanity: { images: 0 }", "sanity.images: '0' is not a whole number from 1 on")]
    [InlineData("sanity: { image: 3 }", "did you mean 'images'?")]
    [InlineData("sanity: {}\nmeasures: [deletion]", "'measures' is for an experiment that measures (a sanity check has no masking: leave it out)")]
    public void What_a_sanity_check_cannot_do_is_refused_with_its_place(string lines, string message)
    {
        TinySpec.Write(_lcam, text => Sanity(text).Replace("sanity: { images: 3 }", lines, StringComparison.Ordinal));
        _lcam.Run("plan", "tiny.yaml").AssertRefused(2, message);
    }

    [Fact]
    public void Only_a_sanity_check_has_a_plot()
    {
        TinySpec.Write(_lcam);
        _lcam.Run("table", "tiny.yaml", "--plot", "x.svg").AssertRefused(2, "only a sanity check has a plot");
        TinySpec.Write(_lcam, text => text.Replace("table: table.md", "plot: x.svg", StringComparison.Ordinal));
        _lcam.Run("plan", "tiny.yaml").AssertRefused(2, "'output.plot' is for a sanity check (give 'sanity')");
    }

    private static string Sanity(string text) => text
        .Replace("name: tiny", "name: check", StringComparison.Ordinal)
        .Replace("  percentage: [0, 0.5]\n", "", StringComparison.Ordinal)
        .Replace("controls: []", "compare: [grad-cam]\ncontrols: [random]\nsanity: { images: 3 }", StringComparison.Ordinal)
        .Replace("table: table.md", "table: check.md, plot: check.svg", StringComparison.Ordinal);
}
