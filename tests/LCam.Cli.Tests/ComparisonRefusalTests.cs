namespace LCam.Cli.Tests;

/// <summary>Explainers that a spec names and that are wrong.</summary>
public sealed class ComparisonRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("compare: [grad-camm]", "did you mean 'grad-cam'?")]
    [InlineData("compare: [l-cam]", "'l-cam' is not one of")]
    [InlineData("controls: [grad-cam]", "'grad-cam' is not one of")]
    [InlineData("explainers: { rise: { mask: 3 } }", "did you mean 'masks'?")]
    [InlineData("explainers: { rise: { masks: 0 } }", "'0' is not a whole number from 1")]
    [InlineData("explainers: { rise: { probability: 1 } }", "'1' is not a number above 0 and below 1")]
    [InlineData("compare: [grad-cam]\nexplainers: { grad-cam: { target-layer: layer4.2 } }", "vgg16: 'layer4.2' is not one of features.29, features.30")]
    public void A_wrong_explainer_is_refused_with_its_place(string lines, string message)
    {
        TinySpec.Write(_lcam, text => text.Replace("controls: []", lines, StringComparison.Ordinal));
        var before = _lcam.Files();
        _lcam.Run("run", "tiny.yaml").AssertRefused(2, message);
        Assert.Equal(before, _lcam.Files());
    }
}
