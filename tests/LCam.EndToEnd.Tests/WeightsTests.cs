namespace LCam.EndToEnd.Tests;

public sealed class WeightsTests : IDisposable
{
    private readonly Lcam _lcam = new();

    [Fact]
    public async Task Convert_keeps_every_number_and_replaces_only_when_forced()
    {
        var file = Samples.Weights(_lcam);
        Assert.Equal(0, (await _lcam.Run("weights", "convert", file, "a.pth")).ExitCode);
        Assert.Equal(0, (await _lcam.Run("weights", "convert", "a.pth", "b.safetensors")).ExitCode);
        Assert.Equal(File.ReadAllBytes(_lcam.PathOf(file)), File.ReadAllBytes(_lcam.PathOf("b.safetensors")));

        var refused = await _lcam.Run("weights", "convert", "a.pth", "b.safetensors");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("b.safetensors: is there already", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _lcam.Run("weights", "convert", "a.pth", "b.safetensors", "--force")).ExitCode);
        Assert.Equal(["a.pth", "b.safetensors", file], _lcam.Files());
    }

    public void Dispose() => _lcam.Dispose();
}
