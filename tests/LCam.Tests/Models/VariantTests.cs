using LCam.Models;

namespace LCam.Tests.Models;

public sealed class VariantTests
{
    public static TheoryData<string> Architectures => [.. Backbones.All.Select(architecture => architecture.Id)];

    // Ids are in specs, stores and keys: a change of them is no renaming.
    [Fact]
    public void Ids_are_the_ones_that_stores_have() => Assert.Equal(["fm", "img", "img-7x7"], Variant.All.Select(variant => variant.Id));

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_architecture_has_the_layers_that_its_variants_look_at(string id)
    {
        var architecture = Backbones.Find(id);
        Assert.Equal(architecture.Family == "VGG" ? 3 : 2, architecture.Variants.Count);
        Assert.All(architecture.Variants.SelectMany(variant => variant.LayersOf(architecture)), layer => architecture.Layer(layer));
    }

    [Fact]
    public void Networks_that_the_reference_does_not_have_are_named_as_its_own_are()
    {
        Assert.Equal("VGG16_7x7_L_CAM_Img", Name("vgg16"));
        Assert.Equal("VGG19BN_7x7_L_CAM_Img", Name("vgg19_bn"));
        Assert.Null(Backbones.Find("vgg19_bn").Reference);

        static string Name(string id) => ModelNames.For(Backbones.Find(id), Variant.Image7x7, LCam.Losses.LossKind.LCam);
    }
}
