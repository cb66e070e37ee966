using System.Globalization;
using TorchSharp;

namespace LCam.Weights;

/// <summary>In what two networks differ, tensor by tensor.</summary>
public static class NetworkDifference
{
    // A wrong network differs everywhere.
    private const int MostNamed = 5;

    /// <summary>The tensors that differ and by how much, in words; null where the networks are equal.</summary>
    /// <param name="first">The one that is looked at; the other has what it lacks.</param>
    public static string? Of(StateDict first, StateDict second)
    {
        var names = first.Summaries().Concat(second.Summaries()).Where(NetworkHash.IsNetwork).Select(entry => entry.Name).Distinct(StringComparer.Ordinal);
        var told = names.Select(name => (Name: name, How: Of(name, first, second))).Where(difference => difference.How is not null).ToList();
        return told.Count == 0 ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{told.Count} tensors differ: {string.Join(", ", told.Take(MostNamed).Select(difference => $"{difference.Name} {difference.How}"))}{(told.Count > MostNamed ? ", ..." : "")}");
    }

    private static string? Of(string name, StateDict first, StateDict second)
    {
        if (!first.TryGet(name, out var one) || !second.TryGet(name, out var other))
        {
            return "(is in one alone)";
        }

        if (!one.shape.SequenceEqual(other.shape))
        {
            return $"({TensorSummary.Text(one.shape)} and {TensorSummary.Text(other.shape)})";
        }

        using var scope = torch.NewDisposeScope();
        if (one.dtype == other.dtype && one.equal(other).all().item<bool>())
        {
            return null;
        }

        var largest = (one.to_type(torch.ScalarType.Float64) - other.to_type(torch.ScalarType.Float64)).abs().max().item<double>();
        return largest == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"(by up to {largest:G3})");
    }
}
