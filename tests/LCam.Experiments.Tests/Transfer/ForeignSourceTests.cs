using LCam.Experiments.Transfer;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>What an archive says of the files that a spec extends is names and hashes, or is refused.</summary>
public sealed class ForeignSourceTests
{
    private const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Extended_files_are_known_by_their_hashes() =>
        Assert.Empty(ForeignRecords.OfSource($$"""{"extends":{"../base.yaml":"{{Hash}}"},"folder":"/there","version-control":"none"}"""));

    [Theory]
    [InlineData("""{"base.yaml":"abc"}""")]
    [InlineData("""{"base.yaml":null}""")]
    [InlineData("""["base.yaml"]""")]
    [InlineData($$"""{"a\nb":"{{Hash}}"}""")]
    public void Anything_else_is_refused(string extends) =>
        Assert.NotEmpty(ForeignRecords.OfSource($$"""{"extends":{{extends}},"folder":"/there","version-control":"none"}"""));
}
