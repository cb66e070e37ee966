using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Training;

/// <summary>
/// Trains a model's attention, one batch a call. Its state is the attention and a momentum for each parameter, nothing else:
/// rates and dropout are functions of the epoch and step given, so exported state resumes exactly.
/// </summary>
public sealed class AttentionTrainer : IDisposable
{
    /// <summary>What the names of momenta start with in exported state.</summary>
    public const string MomentumPrefix = "momentum.";

    private readonly LCamModel _model;
    private readonly TrainingOptions _options;
    private readonly long _seed;
    private readonly long _steps;
    private readonly Schedule _schedule;
    private readonly IReadOnlyList<RateGroup> _groups;
    private readonly IReadOnlyList<(AttentionTensor Parameter, MomentumSgd Descent)> _descents;

    /// <param name="model">Its attention learns; it stays its owner's.</param>
    /// <param name="options">All settings.</param>
    /// <param name="seed">Of the dropout masks.</param>
    /// <param name="steps">Of the whole training.</param>
    public AttentionTrainer(LCamModel model, TrainingOptions options, long seed, long steps)
        : this(model, options, seed, steps, model.Variant.Schedule)
    {
    }

    internal AttentionTrainer(LCamModel model, TrainingOptions options, long seed, long steps, Schedule schedule)
    {
        _model = model;
        _options = options;
        _seed = seed;
        _steps = steps;
        _schedule = schedule;
        _groups = [.. model.Attention.Parameters.Select(parameter => parameter.Group!).Distinct()];
        _descents =
        [
            .. model.Attention.Parameters.Select(parameter =>
                (parameter, new MomentumSgd(parameter.Value, parameter.Group!.IsDecayed ? options.WeightDecay : 0, options.Nesterov))),
        ];
        model.Attention.IsTraining = true;
    }

    /// <summary>One step on images (N,3,H,W) in [0,1] with their labels (N), any N from 1.</summary>
    /// <param name="images01">Of the backbone's type and device.</param>
    /// <param name="labels">0-based classes.</param>
    /// <param name="epoch">0-based.</param>
    /// <param name="step">0-based; together with the epoch it must name the step uniquely.</param>
    /// <exception cref="ProblemException">A label is no class of the backbone.</exception>
    /// <exception cref="DivergedException">The loss is no finite number; nothing was learnt from it.</exception>
    public StepResult Step(Tensor images01, long[] labels, int epoch, long step)
    {
        using var pass = new CleanPass(_model.Backbone, images01);
        return Step(pass, labels, epoch, step);
    }

    /// <summary>As the other overload, for a batch whose clean pass is shared with other trainers of the same backbone.</summary>
    /// <exception cref="ProblemException">A label is no class of the backbone.</exception>
    /// <exception cref="DivergedException">The loss is no finite number; nothing was learnt from it.</exception>
    public StepResult Step(CleanPass pass, long[] labels, int epoch, long step)
    {
        using var scope = NewDisposeScope();
        var terms = Loss(pass, labels, epoch, step);
        var losses = terms.Values();
        var rates = _schedule.Rates(_groups, _model.Architecture, _options, new SchedulePoint(step, _steps, epoch));
        if (!losses.IsFinite)
        {
            throw new DivergedException(losses.Total, epoch, step, rates.Select(rate => KeyValuePair.Create(rate.Metric, rate.Rate)));
        }

        var gradients = autograd.grad([terms.Total], [.. _descents.Select(one => one.Parameter.Value)]);
        foreach (var ((parameter, descent), gradient) in _descents.Zip(gradients))
        {
            descent.Step(gradient, rates.First(rate => rate.Group == parameter.Group!.Name));
        }

        return new StepResult(losses, rates);
    }

    /// <summary>Copies of the state: the attention's parameters and buffers by name, as <c>attnM.op.weight</c>, and each parameter's momentum with <c>momentum.</c> before its name. The caller's to dispose.</summary>
    public IReadOnlyDictionary<string, Tensor> Export()
    {
        using var noGradient = no_grad();
        return State().ToDictionary(entry => entry.Key, entry => entry.Value.detach().cpu().clone().DetachFromDisposeScope());
    }

    /// <summary>Takes over exported state, by value.</summary>
    /// <exception cref="ProblemException">Tensors are missing or have another shape or type; all are named.</exception>
    public void Import(IReadOnlyDictionary<string, Tensor> state)
    {
        var own = State().ToList();
        var problems = new List<Problem>();
        foreach (var (name, tensor) in own)
        {
            if (!state.TryGetValue(name, out var given))
            {
                problems.Add(new Problem(name, "the training state lacks this tensor"));
            }
            else if (!given.shape.SequenceEqual(tensor.shape) || given.dtype != tensor.dtype)
            {
                problems.Add(new Problem(
                    name,
                    $"the training state has {given.dtype} ({string.Join(",", given.shape)}), the model {tensor.dtype} ({string.Join(",", tensor.shape)})"));
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        using var noGradient = no_grad();
        foreach (var (name, tensor) in own)
        {
            tensor.copy_(state[name]);
        }
    }

    /// <summary>Ends the training: the attention is as for explaining again.</summary>
    public void Dispose()
    {
        _model.Attention.IsTraining = false;
        foreach (var (_, descent) in _descents)
        {
            descent.Dispose();
        }
    }

    /// <summary>The loss of a batch, with its graph.</summary>
    internal LossTerms Loss(CleanPass pass, long[] labels, int epoch, long step)
    {
        CheckLabels(pass, labels);
        var classes = tensor(labels).to(pass.Images.device);
        var features = _model.AttentionFeatures(pass);
        var crossed = _options.Quirks.BatchCrossedMasks && _model.Loss == LossKind.LCam;
        var masks = crossed
            ? _model.Attention.CrossedMaps(features, classes).sigmoid()
            : _model.Attention.OwnMaps(features, classes).sigmoid();
        var own = crossed ? masks.diagonal(0, 0, 1).permute(2, 0, 1).unsqueeze(1) : masks;
        var dropout = _options.Quirks.TrainingDropout && _model.Architecture.HasDropout
            ? new CounterDropout(_seed, epoch, step)
            : null;
        var logits = _model.MaskedLogits(pass, own, dropout);
        return _model.Loss == LossKind.LCam
            ? LCamLoss.Proposed(logits, classes, masks, _options.Losses)
            : LCamLoss.CrossEntropy(logits, classes);
    }

    private void CheckLabels(CleanPass pass, long[] labels)
    {
        if (labels.Length != pass.Count)
        {
            throw new ArgumentException($"{labels.Length} labels for {pass.Count} images", nameof(labels));
        }

        var classes = _model.Backbone.Classes;
        var problems = labels
            .Where(label => label < 0 || label >= classes)
            .Distinct()
            .Select(label => new Problem(_model.Name, FormattableString.Invariant($"label {label} is not in 0..{classes - 1}"), "check the training list"))
            .ToArray();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
    }

    private IEnumerable<(string Key, Tensor Value)> State() =>
    [
        .. _model.Attention.Tensors.Select(tensor => (tensor.Name, tensor.Value)),
        .. _descents.Select(one => (MomentumPrefix + one.Parameter.Name, one.Descent.Momentum)),
    ];
}
