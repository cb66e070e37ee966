using LCam.Models;
using LCam.Tests.Shared;
using LCam.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>The narrow calibrated networks and images of the shared reference data.</summary>
internal static class SmallNetworks
{
    internal const double Width = 0.125;

    internal static Backbone Load(string architecture, ScalarType type = ScalarType.Float32)
    {
        var network = Backbones.Create(new BackboneOptions(architecture, 1000, Width));
        using var weights = SafetensorsFile.Read(Fixture($"small_{architecture}_cal"));
        CopyInto(network, weights);
        network.to(type);
        return network.Freeze();
    }

    internal static void CopyInto(Backbone network, StateDict weights)
    {
        using var noGradient = no_grad();
        var target = network.state_dict();
        Assert.Equal(target.Keys.Order(StringComparer.Ordinal), weights.Names.Order(StringComparer.Ordinal));
        foreach (var (name, tensor) in target)
        {
            tensor.copy_(weights[name].view(tensor.shape));
        }
    }

    /// <summary>The first <paramref name="count"/> of the 20 photos, (N,3,224,224) in [0,1].</summary>
    internal static Tensor Images(int count, ScalarType type = ScalarType.Float32)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Read(Fixture("images"));
        var bytes = file["eval20_u8_hwc"].narrow(0, 0, count).permute(0, 3, 1, 2).contiguous();

        // The reference divides in float32 before it widens to float64.
        return bytes.to(float32).div(255).to(type).MoveToOuterDisposeScope();
    }

    internal static string Fixture(string name) => SharedData.Path("fixtures", name + ".safetensors");
}
