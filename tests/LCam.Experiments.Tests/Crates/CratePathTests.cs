using LCam.Experiments.Crates;

namespace LCam.Experiments.Tests.Crates;

public sealed class CratePathTests
{
    [Theory]
    [InlineData("spec.yaml")]
    [InlineData("über seed=1 (2).yaml")]
    public void A_name_that_any_system_takes_stays(string name) => Assert.Equal(name, CratePaths.Safe(name));

    [Theory]
    [InlineData("..")]
    [InlineData("")]
    [InlineData(".hidden")]
    [InlineData("a/../../b.yaml")]
    [InlineData("a\\b.yaml")]
    [InlineData("line\nfeed")]
    [InlineData("nul.txt")]
    [InlineData("ends with a dot.")]
    [InlineData("<script>&\"'|?*:")]
    public void Any_other_becomes_one(string name)
    {
        var safe = CratePaths.Safe(name);
        Assert.NotEqual(name, safe);
        Assert.Equal(safe, CratePaths.Safe(safe));
        Assert.DoesNotContain(safe, character => "/\\<>&\"'|?*:\n".Contains(character, StringComparison.Ordinal));
        Assert.NotEqual(safe, CratePaths.Safe(name + " "));
    }

    [Fact]
    public void A_long_name_is_cut_and_keeps_its_extension()
    {
        var safe = CratePaths.Safe(new string('a', 300) + ".yaml");
        Assert.InRange(safe.Length, 50, 100);
        Assert.EndsWith(".yaml", safe, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_a_relative_address() => Assert.Equal("a%20b%231/100%25.csv", CratePaths.Id("a b#1/100%.csv"));
}
