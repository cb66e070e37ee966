using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Evaluation;

/// <summary>A batch's softmax probabilities at chosen classes, and where its labels rank.</summary>
internal sealed class BatchConfidences
{
    /// <param name="logits">(N,R).</param>
    /// <param name="classes">(N), int64: whose probabilities are wanted.</param>
    /// <param name="labels">(N), int64: whose ranks are wanted.</param>
    internal BatchConfidences(Tensor logits, Tensor classes, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var chosen = logits.softmax(1).gather(1, classes.unsqueeze(1)).squeeze(1);
        Confidences = [.. chosen.to(float64).cpu().data<double>()];

        // A class of equal score and lower index ranks above, as in argmax. A label of NaN score ranks below all.
        var own = logits.gather(1, labels.unsqueeze(1));
        var index = Scalars.Range(logits.shape[1], device: logits.device).unsqueeze(0);
        var above = (logits > own).logical_or((logits == own).logical_and(index < labels.unsqueeze(1))).sum(1);
        var ranks = where(own.squeeze(1).isnan(), full_like(above, Scalars.Of(logits.shape[1])), above);
        LabelRanks = [.. ranks.cpu().data<long>().Select(rank => (int)rank)];
    }

    internal IReadOnlyList<double> Confidences { get; }

    internal IReadOnlyList<int> LabelRanks { get; }
}
