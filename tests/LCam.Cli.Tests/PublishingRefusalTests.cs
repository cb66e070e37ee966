namespace LCam.Cli.Tests;

/// <summary>Exports that make no sense.</summary>
public sealed class PublishingRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void A_crate_is_refused_where_it_would_say_something_wrong()
    {
        TinySpec.Write(_lcam);
        _lcam.Run("export", "tiny.yaml").AssertRefused(2, "give either --output FILE or --ro-crate PATH");
        _lcam.Run("export", "tiny.yaml", "--output", "a", "--ro-crate", "b").AssertRefused(2, "give either --output FILE or --ro-crate PATH");
        _lcam.Run("export", "tiny.yaml", "--output", "a", "--license", "MIT").AssertRefused(2, "go with --ro-crate alone");
        _lcam.Run("export", "abcdef", "--ro-crate", "b").AssertRefused(2, "a crate is of one experiment");
        _lcam.Run("export", "tiny.yaml", "--ro-crate", "b").AssertRefused(2, "there is no store here");
        _lcam.Run("export", "tiny.yaml", "--ro-crate", "b", "--author", "<x>").AssertRefused(2, "'<x>' is no author");
        Assert.Equal(["tiny.yaml"], _lcam.Files());
    }
}
