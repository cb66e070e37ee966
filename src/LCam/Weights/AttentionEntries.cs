using LCam.Problems;

namespace LCam.Weights;

/// <summary>The attention's entries in a snapshot: <c>attnM.op.weight</c> (R,K,1,1) and <c>attnM.op.bias</c> (R).</summary>
public static class AttentionEntries
{
    public const string Weight = Prefix + "weight";
    public const string Bias = Prefix + "bias";
    internal const string Prefix = "attnM.op.";

    /// <summary>Whether the entry belongs to the attention rather than the backbone.</summary>
    public static bool Has(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Copies of the two entries, with the metadata; the source stays its owner's.</summary>
    /// <exception cref="ProblemException">One is missing, or the two do not belong together.</exception>
    public static StateDict Pick(StateDict weights, string file)
    {
        var problems = new[] { Weight, Bias }
            .Where(name => !weights.Contains(name))
            .Select(name => new Problem($"{file}:{name}", "is missing: the file holds no trained attention"))
            .ToList();
        if (problems.Count == 0)
        {
            problems.AddRange(WrongShapes(weights[Weight].shape, weights[Bias].shape, file));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        var attention = new StateDict();
        attention.AddCopy(Weight, weights[Weight]);
        attention.AddCopy(Bias, weights[Bias]);
        foreach (var (key, value) in weights.Metadata)
        {
            attention.Metadata.Add(key, value);
        }

        return attention;
    }

    private static IEnumerable<Problem> WrongShapes(long[] weight, long[] bias, string file)
    {
        if (weight is not [_, _, 1, 1])
        {
            yield return new Problem($"{file}:{Weight}", $"has the shape {TensorSummary.Text(weight)}; an attention's is classes x channels x 1 x 1");
        }
        else if (bias is not [var classes] || classes != weight[0])
        {
            yield return new Problem($"{file}:{Bias}", $"has the shape {TensorSummary.Text(bias)}; the weight is for {weight[0]} classes");
        }
    }
}
