using LCam.Models;
using LCam.Problems;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LCam.Classifiers;

/// <summary>
/// Everything that a training step changes, under names: the network's state dict and, behind <c>optimizer.</c>,
/// AdamW's running means. Importing copies into the tensors that are there: the optimizer's own loading would replace
/// them, and within a dispose scope the replacements do not survive.
/// </summary>
internal sealed class ClassifierState
{
    private const string StepName = "optimizer.step";
    private readonly AdamW.State[] _moments;
    private readonly (string Name, Tensor Tensor)[] _tensors;

    public ClassifierState(Backbone backbone, AdamW optimizer)
    {
        _moments = [.. optimizer.state_dict().State.Cast<AdamW.State>()];
        var names = backbone.named_parameters().Select(parameter => parameter.name).ToArray();
        _tensors =
        [
            .. backbone.state_dict().Select(entry => (entry.Key, entry.Value)),
            .. names.Zip(_moments, (name, state) => ($"optimizer.mean.{name}", state.exp_avg)),
            .. names.Zip(_moments, (name, state) => ($"optimizer.square.{name}", state.exp_avg_sq)),
        ];
    }

    /// <summary>Copies on the CPU, which the caller disposes.</summary>
    public Dictionary<string, Tensor> Export()
    {
        using var noGradient = no_grad();
        var copies = _tensors.ToDictionary(entry => entry.Name, entry => entry.Tensor.detach().cpu().clone().contiguous());
        copies[StepName] = tensor(new[] { _moments[0].step });
        return copies;
    }

    /// <exception cref="ProblemException">Tensors are missing or have other shapes: all are named, and nothing is changed.</exception>
    public void Import(IReadOnlyDictionary<string, Tensor> saved)
    {
        var problems = _tensors.Select(entry => (entry.Name, Shape: entry.Tensor.shape)).Append((StepName, [1L]))
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

        var step = saved[StepName].item<long>();
        foreach (var state in _moments)
        {
            state.step = step;
        }
    }
}
