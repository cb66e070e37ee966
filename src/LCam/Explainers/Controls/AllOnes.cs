using LCam.Models;
using LCam.Randomness;
using static TorchSharp.torch;

namespace LCam.Explainers.Controls;

/// <summary>
/// The map that keeps everything. Unmuted, the masked image is the image itself, so its average drop is 0 by construction.
/// Muted, a random share of the pixels is left, by an order that is a pure function of the seed and the image's place.
/// </summary>
internal sealed class AllOnes(long seed) : IUnscaledExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "all-ones",
        DisplayName = "All ones",
        Traits = new(
            "Nothing: every place has the same value.",
            NetworkAccess.None),
        Make = context => new AllOnes(context.Seed),
        ForwardPasses = (_, _) => 0,
        Seeded = true,
        IsControl = true,
        Note = "The map of ones leaves the unmuted image as it is, so its average drop at 100 % is 0 by construction: AD alone can be won by a map that explains nothing. "
            + "Muted, it keeps a random share of the pixels.",
    };

    public string Id => Registration.Id;

    // Of the input's size: scaling a single one up gives, at some sizes, values beside 1, whose rounding depends on the
    // processor. Not at 96 and 224, which the shipped specs have: their numbers, and so the version, are as before.
    public Tensor Explain(CleanPass pass, Tensor classes) => ones([pass.Count, pass.Images.shape[2], pass.Images.shape[3]], pass.Images.dtype, pass.Images.device);

    public Tensor TieOrder(CleanPass pass)
    {
        var pixels = checked((int)(pass.Images.shape[2] * pass.Images.shape[3]));
        using var scope = NewDisposeScope();
        return stack(pass.Places.Select(place => Order(place, pixels))).to(pass.Images.device).MoveToOuterDisposeScope();
    }

    private Tensor Order(int place, int pixels)
    {
        var random = new CounterRandom(seed, RandomPurpose.TieBreaking, index: place);
        return tensor(random.NextPermutation(pixels), dtype: int64);
    }
}
