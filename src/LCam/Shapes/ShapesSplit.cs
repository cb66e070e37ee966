using LCam.Randomness;

namespace LCam.Shapes;

/// <summary>One of the data set's two lists of scenes.</summary>
/// <param name="Name">Of its folder and, with <c>.txt</c>, of its list.</param>
/// <param name="FirstNumber">The number of its first scene: no scene is in two splits.</param>
/// <param name="Count">How many scenes.</param>
internal sealed record ShapesSplit(string Name, long FirstNumber, int Count)
{
    public static ShapesSplit[] All(ShapesOptions options) =>
        [new("train", 0, options.Train), new("evaluation", 1L << 40, options.Evaluation)];

    /// <summary>Path in a list: relative, with forward slashes.</summary>
    public string PathOf(int index) => $"{Name}/{index + 1:D5}.png";

    /// <summary>Every run of as many scenes as there are classes has each label once, so that every prefix of a list is balanced.</summary>
    public int[] Labels(ShapesOptions options)
    {
        var labels = new int[Count];
        for (var start = 0; start < Count; start += options.Classes)
        {
            var order = new CounterRandom(options.Seed, RandomPurpose.Scene, 1, FirstNumber + start).NextPermutation(options.Classes);
            order.AsSpan(0, Math.Min(options.Classes, Count - start)).CopyTo(labels.AsSpan(start));
        }

        return labels;
    }
}
