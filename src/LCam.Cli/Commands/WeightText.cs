using LCam.Weights;

namespace LCam.Cli.Commands;

/// <summary>What the verbs say of a weight file.</summary>
internal static class WeightText
{
    private const int MostNames = 5;

    /// <summary>The tensors that were not taken: how many, and the first by name.</summary>
    public static string LeftOut(WeightHeader header)
    {
        var names = string.Join(", ", header.LeftOut.Take(MostNames));
        var more = header.LeftOut.Count > MostNames ? ", ..." : "";
        return FormattableString.Invariant($"{header.LeftOut.Count} {(header.LeftOut.Count == 1 ? "tensor" : "tensors")}: {names}{more}");
    }
}
