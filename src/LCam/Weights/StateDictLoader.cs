using LCam.Problems;
using TorchSharp;

namespace LCam.Weights;

/// <summary>Puts a state dict into a module, or checks beforehand that it would fit.</summary>
public static class StateDictLoader
{
    /// <summary>
    /// Copies the weights into the module's parameters and buffers, on whatever device they are. float16 and bfloat16
    /// become float32 exactly, float64 becomes float32 with rounding; a conversion that could lose more is a problem.
    /// A <c>num_batches_tracked</c> may be of any type; a missing one keeps the module's (files from 2017 have none), and the attention's entries
    /// beside a backbone are left alone (the reference's snapshots hold both). Nothing is copied unless all fits.
    /// </summary>
    /// <param name="module">The target; its state dict's names are the expected ones.</param>
    /// <param name="weights">The source; it stays its owner's.</param>
    /// <param name="file">The file that problems name.</param>
    /// <exception cref="ProblemException">With every entry that is missing, unknown, misshapen or of another type.</exception>
    public static void Load(torch.nn.Module module, StateDict weights, string file)
    {
        var targets = module.state_dict();
        var expected = targets.Select(target => new TensorSummary(target.Key, target.Value.dtype, [.. target.Value.shape])).ToList();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, StateDictComparison.Compare(expected, weights.Summaries(), file));
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        foreach (var (name, target) in targets)
        {
            if (weights.TryGet(name, out var source))
            {
                target.copy_(source);
            }
        }
    }

    /// <summary>The problems that <see cref="Load"/> would report for a file whose header this is; no weights are needed.</summary>
    /// <param name="expected">Shapes by name, as the model would have them.</param>
    /// <param name="header">From <see cref="WeightFile.ReadHeader"/>.</param>
    public static IReadOnlyList<Problem> Check(IReadOnlyDictionary<string, IReadOnlyList<long>> expected, WeightHeader header) =>
        Check(expected.Select(entry => new TensorSummary(entry.Key, DefaultType(entry.Key), entry.Value)), header);

    /// <summary>As the other overload, with the types of the model's entries.</summary>
    public static IReadOnlyList<Problem> Check(IEnumerable<TensorSummary> expected, WeightHeader header) =>
        StateDictComparison.Compare([.. expected], header.Entries, header.File);

    private static torch.ScalarType DefaultType(string name) =>
        name.EndsWith(StateDictComparison.BatchCount, StringComparison.Ordinal) ? torch.ScalarType.Int64 : torch.ScalarType.Float32;
}
