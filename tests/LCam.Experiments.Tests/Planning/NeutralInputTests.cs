using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Specs;
using LCam.Experiments.Tests.Specs;
using LCam.Images;

namespace LCam.Experiments.Tests.Planning;

/// <summary>Keys that came later are absent from identities where they are not given: what was measured before them stays.</summary>
public sealed class NeutralInputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lcam-masks-").FullName;

    public NeutralInputTests()
    {
        foreach (var folder in new[] { "images", "masks" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
            PngFile.WriteGray(Path.Combine(_folder, folder, "a.png"), new GrayImage(4, 3, new byte[12]));
        }

        File.WriteAllText(Path.Combine(_folder, "list.txt"), "a.png 0\n");
    }

    [Fact]
    public void Masks_without_a_rule_are_known_by_their_list_and_bytes_and_how_they_are_read()
    {
        var catalog = new InputCatalog(null, null, CancellationToken.None);
        var plain = catalog.Masks(Evaluation(), 2).Identity!;
        Assert.Equal(["list", "images", "version"], plain.AsObject().Select(part => part.Key));
        Assert.Equal(2, (int)plain["version"]!);
        var bytes = plain.DeepClone().AsObject();
        bytes.Remove("version");
        Assert.Equal(catalog.Images(PathOf("masks"), PathOf("list.txt"), 2).Identity!.ToJsonString(), bytes.ToJsonString());
    }

    [Fact]
    public void A_masks_rule_is_part_of_what_it_is()
    {
        var catalog = new InputCatalog(null, null, CancellationToken.None);
        var identity = catalog.Masks(Evaluation() with { MaskValues = ["1", "2"], MaskIgnore = 255 }, 2).Identity!;
        Assert.Equal("""["1","2"]""", identity["values"]!.ToJsonString());
        Assert.Equal(255, (int)identity["ignore"]!);
    }

    [Fact]
    public void A_weight_files_entry_is_part_of_the_backbone_where_it_is_given()
    {
        var backbone = SpecFixture.Read(SpecFixture.Good).Backbones[0];
        Assert.DoesNotContain("entry", StageIdentities.Backbone(backbone, JsonValue.Create("w")).Select(part => part.Key));
        var chosen = SpecFixture.Read(SpecFixture.Good, "backbones.vgg16.entry=model_ema").Backbones.Single(one => one.Name == "vgg16");
        Assert.Equal("model_ema", (string?)StageIdentities.Backbone(chosen, JsonValue.Create("w"))["entry"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ImageSetSpec Evaluation() => new() { Images = PathOf("images"), List = PathOf("list.txt"), Masks = PathOf("masks") };

    private SpecPath PathOf(string name) => new()
    {
        Written = name,
        Resolved = Path.Combine(_folder, name),
        Unresolved = null,
        Origin = SpecOrigin.OfDefault(),
        Where = name,
    };
}
