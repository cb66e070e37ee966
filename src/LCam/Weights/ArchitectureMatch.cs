using LCam.Models;
using LCam.Problems;

namespace LCam.Weights;

/// <summary>Which backbone a weight file is for, told by its entries' names and shapes.</summary>
/// <param name="Architecture">The backbone's identifier.</param>
/// <param name="Classes">Its number of classes.</param>
/// <param name="Width">Its widths as a share of the published ones.</param>
/// <param name="Problems">Why it does not load all the same; empty when it does.</param>
public sealed record ArchitectureMatch(string Architecture, int Classes, double Width, IReadOnlyList<Problem> Problems)
{
    // Beyond these a network is not built to compare with: a damaged file may say anything.
    private const double LargestWidth = 4;
    private const int MostClasses = 100_000;

    /// <summary>The backbone that the file is for; null when it is like none that is known. Builds that backbone for a moment, with the numeric library.</summary>
    public static ArchitectureMatch? Find(WeightHeader header)
    {
        var entries = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        return KnownNetworks.Best(entries.ToDictionary(entry => entry.Key, entry => entry.Value.Shape.Count, StringComparer.Ordinal)) is { Architecture.Id: var id }
            ? Compare(header, entries, KnownNetworks.EntriesOf(new BackboneOptions(id, 1, KnownNetworks.Narrow)), id)
            : null;
    }

    private static ArchitectureMatch Compare(
        WeightHeader header, Dictionary<string, TensorSummary> entries, IReadOnlyList<TensorSummary> narrow, string architecture)
    {
        var last = narrow.Last(entry => entry.Shape.Count == 2);
        var widest = narrow.Where(entry => entry.Shape.Count == 4 && Rows(entries, entry) > 0).MaxBy(entry => entry.Shape[0]);
        var width = widest is null ? 1 : Rows(entries, widest) / (widest.Shape[0] / KnownNetworks.Narrow);
        var classes = (int)Math.Clamp(Rows(entries, last), 0, int.MaxValue);
        var possible = width <= LargestWidth && classes is >= 1 and <= MostClasses;
        IReadOnlyList<Problem> problems = possible
            ? StateDictLoader.Check(KnownNetworks.EntriesOf(new BackboneOptions(architecture, classes, width)), header)
            : [new Problem($"{header.File}:{last.Name}", FormattableString.Invariant($"no {architecture} has {classes} classes and width {width}"))];
        return new ArchitectureMatch(architecture, classes, width, problems);
    }

    private static long Rows(Dictionary<string, TensorSummary> entries, TensorSummary expected) =>
        entries.TryGetValue(expected.Name, out var entry) && entry.Shape.Count == expected.Shape.Count ? entry.Shape[0] : 0;
}
