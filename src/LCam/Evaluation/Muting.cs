using LCam.Problems;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Evaluation;

/// <summary>Zeroes the given share of a map's pixels, the least salient first (the reference's <c>drop_Npercent</c>).</summary>
public static class Muting
{
    /// <summary>
    /// Each map of (N,H,W) with the values below the int(HW x percentage)-th smallest zeroed and then, in row-major or the
    /// given order, as many of the values equal to it as leave ceil((1 - percentage) x HW) positive ones. Maps of NaN pass
    /// unchanged.
    /// </summary>
    /// <param name="maps">(N,H,W), as a rule in [0,1].</param>
    /// <param name="percentage">Share of the pixels, in [0,1]; 0 mutes nothing.</param>
    /// <param name="tieOrder">(N,HW), int64: an order of each map's pixels for ties; null is row-major, the reference's.</param>
    /// <exception cref="ProblemException">The percentage is outside [0,1], or less than one pixel; or a map is NaN in part.</exception>
    public static Tensor Apply(Tensor maps, double percentage, Tensor? tieOrder = null)
    {
        if (Check(percentage, maps.shape[1], maps.shape[2]) is { } problem)
        {
            throw new ProblemException(ProblemKind.InvalidInput, problem);
        }

        using var scope = NewDisposeScope();
        if (percentage == 0)
        {
            return maps.clone().MoveToOuterDisposeScope();
        }

        var flat = tieOrder is null ? maps.flatten(1) : maps.flatten(1).gather(1, tieOrder);
        var pixels = flat.shape[1];
        var threshold = kthvalue(flat, (int)(pixels * percentage), 1, keepdim: true).values;
        var muted = flat.masked_fill(flat < threshold, Scalars.Of(0));
        var ties = muted == threshold;
        var tooMany = (muted > Scalars.Of(0)).sum(1, keepdim: true) - Scalars.Of((long)Math.Ceiling((1 - percentage) * pixels));
        var tieNumber = ties.to(int64).cumsum(1);
        if ((tooMany > tieNumber.narrow(1, pixels - 1, 1)).any().item<bool>())
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                "", FormattableString.Invariant($"a saliency map that is NaN in part has no {percentage} smallest pixels"), "the explainer returned it"));
        }

        muted = muted.masked_fill(ties.logical_and(tieNumber <= tooMany), Scalars.Of(0));
        muted = tieOrder is null ? muted : zeros_like(muted).scatter(1, tieOrder, muted);
        return muted.view(maps.shape).MoveToOuterDisposeScope();
    }

    /// <summary>What is wrong with a percentage for maps of that size; null when nothing is.</summary>
    public static Problem? Check(double percentage, long height, long width)
    {
        if (!(percentage >= 0 && percentage <= 1))
        {
            return new Problem("", FormattableString.Invariant($"percentage {percentage} is not in [0, 1]"), "give the share of pixels to mute, as 0.5");
        }

        return percentage > 0 && (long)(height * width * percentage) == 0
            ? new Problem("", FormattableString.Invariant($"percentage {percentage} of {height}x{width} pixels is less than one pixel"), "give 0 or a larger share")
            : null;
    }
}
