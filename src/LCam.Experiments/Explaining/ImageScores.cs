using LCam.Problems;
using TorchSharp;

namespace LCam.Experiments.Explaining;

/// <summary>A classifier's opinion of one image.</summary>
internal sealed class ImageScores
{
    private readonly float[] _logits;
    private readonly double[] _confidences;
    private readonly IReadOnlyList<string>? _names;

    /// <param name="logits">(1,R).</param>
    /// <param name="names">Of the R classes; null where they are not known.</param>
    /// <param name="weights">The file that problems name.</param>
    /// <exception cref="ProblemException">The logits are no finite numbers.</exception>
    public ImageScores(torch.Tensor logits, IReadOnlyList<string>? names, string weights)
    {
        using var scope = torch.NewDisposeScope();
        _logits = [.. logits.cpu().data<float>()];
        _names = names;
        _confidences = [.. logits.softmax(1).cpu().to(torch.float64).data<double>()];
        if (!_logits.All(float.IsFinite))
        {
            throw new ProblemException(
                ProblemKind.InvalidInput, new Problem(weights, "the network's scores are no finite numbers", "the weights are unusable"));
        }
    }

    public ClassConfidence this[int index] => new(index, _names?[index], _confidences[index]);

    /// <summary>The most probable classes.</summary>
    public IReadOnlyList<ClassConfidence> Top(int count) =>
        [.. Enumerable.Range(0, _logits.Length).OrderByDescending(index => _logits[index]).ThenBy(index => index).Take(count).Select(index => this[index])];
}
