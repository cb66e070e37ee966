using LCam.Models;
using LCam.Randomness;
using static TorchSharp.torch;

namespace LCam.Explainers.Controls;

/// <summary>
/// Uniform noise at the feature maps' resolution, upsampled like any other map: a pure function of the seed and the image's
/// place. A method that does not beat it has found nothing.
/// </summary>
internal sealed class RandomMap(string layer, long seed) : IExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "random",
        DisplayName = "Random map",
        Traits = new(
            "Nothing: values are drawn at random.",
            NetworkAccess.None),
        Make = context => new RandomMap(context.Settings!.Layer!, context.Seed),
        ForwardPasses = (_, _) => 0,
        Parameters = [TargetLayer.Parameter],
        Seeded = true,
        IsControl = true,
    };

    public string Id => Registration.Id;

    public IReadOnlyList<string> Layers => [layer];

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var maps = pass.At(layer).Maps;
        return stack(pass.Places.Select(place => Noise(place, [maps.shape[2], maps.shape[3]])))
            .to(maps.dtype).to(maps.device).MoveToOuterDisposeScope();
    }

    private Tensor Noise(int place, long[] shape)
    {
        var random = new CounterRandom(seed, RandomPurpose.RandomMap, index: place);
        return RandomTensors.Uniform(ref random, shape, 0, 1);
    }
}
