using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

public sealed class DoctorTests : IDisposable
{
    private readonly Lcam _lcam = new();

    [Fact]
    public async Task Doctor_finds_a_working_installation_and_leaves_nothing()
    {
        var result = await _lcam.Run("doctor", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        var checks = JsonNode.Parse(result.Out)!.AsArray();
        foreach (var name in new[] { "libtorch", "arithmetic", "images", "sqlite", "store" })
        {
            Assert.Equal("ok", (string?)checks.Single(check => (string?)check!["name"] == name)!["level"]);
        }

        Assert.Empty(_lcam.Files());
    }

    [Fact]
    public async Task Doctor_fails_where_the_store_cannot_be_written_and_where_libtorch_is_missing()
    {
        Samples.Text(_lcam, "file", "");
        _lcam.Environment["LCAM_LIBTORCH"] = _lcam.Folder;
        var result = await _lcam.Run("doctor", "--store", "file/store");
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("FAIL  store", result.Out, StringComparison.Ordinal);
        Assert.Contains("FAIL  arithmetic   LCAM_LIBTORCH", result.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _lcam.Dispose();
}
