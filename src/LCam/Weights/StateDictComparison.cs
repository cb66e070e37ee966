using LCam.Models;
using LCam.Problems;
using TorchSharp;

namespace LCam.Weights;

/// <summary>Compares the entries that a model expects with those that a file has.</summary>
internal static class StateDictComparison
{
    public const string BatchCount = "num_batches_tracked";

    // The layers whose first dimension is the number of classes: the last of each architecture, and the attention.
    private static readonly string[] ClassLayers =
    [
        .. Backbones.All.Select(architecture => architecture.Landmarks(new BackboneOptions(architecture.Id))[^1].Name).Select(weight => weight[..(weight.LastIndexOf('.') + 1)]).Distinct(),
        AttentionEntries.Prefix,
    ];

    public static IReadOnlyList<Problem> Compare(
        IReadOnlyList<TensorSummary> expected, IReadOnlyList<TensorSummary> found, string file)
    {
        var byName = found.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var misshapen = expected
            .Where(entry => byName.TryGetValue(entry.Name, out var other) && !entry.Shape.SequenceEqual(other.Shape))
            .Select(entry => (Expected: entry, Found: byName[entry.Name]))
            .ToList();
        var problems = new List<Problem>();
        problems.AddRange(Missing(expected, byName, file));
        problems.AddRange(Extra(expected, found, file));
        problems.AddRange(Mistyped(expected, byName, file));
        if (problems.Count == 0 && ClassCounts(misshapen) is var (inFile, inModel))
        {
            return [new Problem(file, $"the weights are for {inFile} classes, the spec says {inModel}", "give the number of classes of the weights, or other weights")];
        }

        problems.AddRange(misshapen.Select(pair => new Problem(
            $"{file}:{pair.Expected.Name}", $"has the shape {pair.Found.ShapeText}; the model needs {pair.Expected.ShapeText}")));
        return problems;
    }

    private static IEnumerable<Problem> Missing(
        IEnumerable<TensorSummary> expected, Dictionary<string, TensorSummary> found, string file) => expected
        .Where(entry => !found.ContainsKey(entry.Name) && !IsBatchCount(entry.Name))
        .Select(entry => new Problem(
            $"{file}:{entry.Name}",
            $"is missing; the model needs it ({entry.ShapeText})",
            Suggestion.For(entry.Name, found.Keys) is { } near ? $"the file has '{near}'" : null));

    private static IEnumerable<Problem> Extra(IReadOnlyList<TensorSummary> expected, IEnumerable<TensorSummary> found, string file)
    {
        var names = expected.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var isBackbone = !names.Any(AttentionEntries.Has);
        return found
            .Where(entry => !names.Contains(entry.Name) && !(isBackbone && AttentionEntries.Has(entry.Name)))
            .Select(entry => new Problem($"{file}:{entry.Name}", $"is no entry of the model ({entry.ShapeText})"));
    }

    private static IEnumerable<Problem> Mistyped(
        IEnumerable<TensorSummary> expected, Dictionary<string, TensorSummary> found, string file) => expected
        .Where(entry => found.TryGetValue(entry.Name, out var other) && !IsBatchCount(entry.Name) && !Converts(other.DataType, entry.DataType))
        .Select(entry => new Problem(
            $"{file}:{entry.Name}", $"is {found[entry.Name].DataTypeName}, which does not become {entry.DataTypeName} without loss"));

    // A frozen network never looks at it: tools that convert weights make it a float or a smaller integer.
    private static bool IsBatchCount(string name) => name.EndsWith(BatchCount, StringComparison.Ordinal);

    // Exact, but for float64 to float32, the precision that everything here computes in.
    private static bool Converts(torch.ScalarType from, torch.ScalarType to) => (from, to) switch
    {
        _ when from == to => true,
        (torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float64, torch.ScalarType.Float32) => true,
        (torch.ScalarType.Float16 or torch.ScalarType.BFloat16 or torch.ScalarType.Float32, torch.ScalarType.Float64) => true,
        (torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Int16 or torch.ScalarType.Int32, torch.ScalarType.Int64) => true,
        _ => false,
    };

    // The counts when they explain every difference, else null.
    private static (long InFile, long InModel)? ClassCounts(List<(TensorSummary Expected, TensorSummary Found)> misshapen)
    {
        var explained = misshapen.Count > 0 && misshapen.TrueForAll(pair =>
            ClassLayers.Any(layer => pair.Expected.Name.StartsWith(layer, StringComparison.Ordinal))
            && pair.Expected.Shape.Count == pair.Found.Shape.Count
            && pair.Expected.Shape.Count > 0
            && pair.Expected.Shape.Skip(1).SequenceEqual(pair.Found.Shape.Skip(1)));
        if (!explained)
        {
            return null;
        }

        var counts = misshapen.Select(pair => (pair.Found.Shape[0], pair.Expected.Shape[0])).Distinct().ToList();
        return counts is [var only] ? only : null;
    }
}
