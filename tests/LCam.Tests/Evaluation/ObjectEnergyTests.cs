using LCam.Evaluation;
using TorchSharp;

namespace LCam.Tests.Evaluation;

public sealed class ObjectEnergyTests
{
    private static readonly float[] Map = [1, 2, 3, 4];

    [Fact]
    public void The_energy_is_the_share_of_the_map_on_the_object() => AssertEnergy(0.7, 0.5, [0, 0, 1, 1]);

    [Fact]
    public void An_image_without_an_object_pixel_has_no_energy_and_no_share() => AssertEnergy(null, null, [0, 0, 0, 0]);

    [Fact]
    public void An_ignored_pixel_is_in_no_sum()
    {
        AssertEnergy(3.0 / 6, 1.0 / 3, [0, 0, 1, -1]);
        AssertEnergy(null, null, [-1, -1, -1, -1]);
    }

    private static void AssertEnergy(double? inside, double? share, sbyte[] objects)
    {
        using var maps = torch.tensor(Map, [1, 2, 2]);
        using var masks = torch.tensor(objects, [1, 2, 2]);
        var energy = Assert.Single(ObjectEnergy.Of(maps, masks));
        Assert.Equal((inside, share), (energy.Inside, energy.MaskShare));
    }
}
