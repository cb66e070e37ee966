using LCam.Models;
using LCam.Weights;

namespace LCam.Tests.Weights;

public sealed class ArchitectureMatchTests
{
    [Theory]
    [InlineData("resnet50", 7, 1.0 / 32)]
    [InlineData("vgg16", 3, 0.0625)]
    [InlineData("vgg16", 8, 0.1)]
    public void A_backbones_file_is_recognised_with_class_count_and_width(string architecture, int classes, double width)
    {
        var header = Header(architecture, classes, width);
        var match = ArchitectureMatch.Find(header);
        Assert.NotNull(match);
        Assert.Equal((architecture, classes), (match.Architecture, match.Classes));
        Assert.Equal(width, match.Width, tolerance: 0.002);
        Assert.Empty(match.Problems);
    }

    public static TheoryData<string> Architectures => [.. Backbones.All.Select(architecture => architecture.Id)];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void What_an_architecture_says_of_its_entries_is_what_its_network_has(string architecture)
    {
        var entries = Header(architecture, 3, 1.0 / 64).Entries.Where(entry => !entry.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        Assert.Equal(
            entries.Select(entry => (entry.Name, entry.Shape.Count)).Order(),
            Backbones.Find(architecture).EntryRanks.Select(entry => (entry.Key, entry.Value)).Order());
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void A_file_is_never_taken_for_another_of_its_family(string architecture) =>
        Assert.Equal((architecture, true), KnownNetworks.Best(Backbones.Find(architecture).EntryRanks) is { } best ? (best.Architecture.Id, best.IsWhole) : default);

    [Fact]
    public void A_resnet50_that_lacks_an_entry_is_not_taken_for_a_resnet18()
    {
        var header = Header("resnet50", 7, 1.0 / 32);
        var ranks = header.Entries.Where(entry => entry.Name != "layer4.2.conv3.weight").ToDictionary(entry => entry.Name, entry => entry.Shape.Count);
        Assert.Equal(NetworkFit.Partly, KnownNetworks.Fit(ranks));
        Assert.Equal("resnet50", KnownNetworks.Best(ranks)?.Architecture.Id);
    }

    [Fact]
    public void What_keeps_a_recognised_file_from_loading_is_named()
    {
        var header = Header("resnet50", 7, 1.0 / 32);
        var match = ArchitectureMatch.Find(header with { Entries = [.. header.Entries.Where(entry => entry.Name != "fc.bias")] });
        Assert.NotNull(match);
        Assert.Contains("fc.bias", Assert.Single(match.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_not_recognised()
    {
        var header = Header("vgg16", 3, 0.0625);
        Assert.Null(ArchitectureMatch.Find(header with { Entries = [.. header.Entries.Take(5)] }));
    }

    private static WeightHeader Header(string architecture, int classes, double width)
    {
        using var network = Backbones.Create(new BackboneOptions(architecture, classes, width));
        using var weights = StateDict.CopyOf(network);
        return new WeightHeader("file", WeightFormat.Safetensors, [.. weights.Summaries()], weights.Metadata);
    }
}
