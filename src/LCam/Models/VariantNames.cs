using LCam.Problems;

namespace LCam.Models;

/// <summary>The variants' names in specs.</summary>
public static class VariantNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Variant>().Select(Of)];

    public static string Of(Variant variant) => variant switch
    {
        Variant.FeatureMaps => "fm",
        Variant.Image => "img",
        Variant.Image7x7 => "img-7x7",
        _ => throw new ArgumentOutOfRangeException(nameof(variant)),
    };

    /// <summary>The variant named <paramref name="name"/>.</summary>
    /// <exception cref="ProblemException">No variant has that name.</exception>
    public static Variant Parse(string name)
    {
        foreach (var variant in Enum.GetValues<Variant>())
        {
            if (Of(variant) == name)
            {
                return variant;
            }
        }

        throw new ProblemException(
            ProblemKind.InvalidInput, new Problem("", $"'{name}' is no variant", $"known: {string.Join(", ", All)}"));
    }
}
