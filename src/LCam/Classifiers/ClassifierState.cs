using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Classifiers;

/// <summary>
/// Everything that a training step changes, under names: the network's state dict, the temporary normalisation's behind
/// <c>normalisation.</c>, and AdamW's running means behind <c>optimizer.</c>. Importing copies into the tensors that are there: the optimizer's own loading would replace
/// them, and within a dispose scope the replacements do not survive.
/// </summary>
internal sealed class ClassifierState
{
    private const string StepName = "optimizer.step";
    private const string FinishedName = "trainer.finished";
    private readonly AdamW _optimizer;
    private readonly (string Name, Tensor Tensor)[] _tensors;

    public ClassifierState(Backbone backbone, TemporaryNormalisation normalisation, AdamW optimizer)
    {
        _optimizer = optimizer;
        var names = backbone.named_parameters().Concat(normalisation.Parameters).Select(parameter => parameter.Item1).ToList();
        _tensors =
        [
            .. backbone.state_dict().Select(entry => (entry.Key, entry.Value)),
            .. normalisation.State,
            .. names.Zip(optimizer.Means, (name, mean) => ($"optimizer.mean.{name}", mean)),
            .. names.Zip(optimizer.Squares, (name, square) => ($"optimizer.square.{name}", square)),
        ];
    }

    /// <summary>Whether the last step was taken. The count of updates does not tell it: a last batch of one image is no update.</summary>
    public bool Finished { get; set; }

    /// <summary>Copies on the CPU, which the caller disposes.</summary>
    public Dictionary<string, Tensor> Export()
    {
        using var noGradient = no_grad();
        var copies = _tensors.ToDictionary(entry => entry.Name, entry => entry.Tensor.detach().cpu().clone().contiguous());
        copies[StepName] = tensor(new[] { _optimizer.Steps });
        copies[FinishedName] = tensor(new[] { Finished ? 1L : 0L });
        return copies;
    }

    /// <exception cref="ProblemException">Tensors are missing or have other shapes: all are named, and nothing is changed.</exception>
    public void Import(IReadOnlyDictionary<string, Tensor> saved)
    {
        var problems = _tensors.Select(entry => (entry.Name, Shape: entry.Tensor.shape)).Append((StepName, [1L])).Append((FinishedName, [1L]))
            .Where(entry => !saved.TryGetValue(entry.Item1, out var tensor) || !tensor.shape.SequenceEqual(entry.Item2))
            .Select(entry => new Problem(entry.Item1, $"a tensor of shape ({string.Join(",", entry.Item2)}) is needed", "start this training anew"))
            .ToArray();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        foreach (var (name, tensor) in _tensors)
        {
            tensor.copy_(saved[name]);
        }

        _optimizer.Steps = saved[StepName].item<long>();
        Finished = saved[FinishedName].item<long>() != 0;
    }
}
