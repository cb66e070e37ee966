using LCam.Images;
using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Classifiers;

/// <summary>
/// Trains a backbone from scratch, one step at a call. A step is a function of the state and the batch alone (dropout
/// stays off, and the learning rate follows from the step's number), so a training continued from an exported state is
/// bit-identical to one that was never interrupted (CPU, same number of threads).
/// </summary>
public sealed class ClassifierTrainer : IDisposable
{
    private readonly Backbone _backbone;
    private readonly ClassifierOptions _options;
    private readonly TemporaryNormalisation _normalisation;
    private readonly AdamW _optimizer;
    private readonly ClassifierState _state;
    private readonly WarmUpCosine _learningRate;
    private readonly Device _device;
    private readonly RandomMuting _muting;

    /// <param name="backbone">Trained in place; the caller initialises it (<see cref="Backbone.Initialise"/>), keeps and disposes it.</param>
    /// <param name="options">The training.</param>
    /// <param name="images">Images in an epoch.</param>
    /// <param name="seed">Of <see cref="ClassifierOptions.Muting"/>.</param>
    /// <param name="device">Where the backbone lies; null for the CPU.</param>
    /// <exception cref="ProblemException">An option is out of range.</exception>
    public ClassifierTrainer(Backbone backbone, ClassifierOptions options, int images, long seed, Device? device = null)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        _backbone = backbone;
        _options = options;
        _device = device ?? CPU;
        _muting = new RandomMuting(options.Muting, seed);
        StepsPerEpoch = (int)(((long)images + options.BatchSize - 1) / options.BatchSize);
        _learningRate = new WarmUpCosine(options.LearningRate, Steps, options.WarmUp);
        _normalisation = new TemporaryNormalisation(backbone, _device);
        _optimizer = new AdamW(backbone.parameters().Concat(_normalisation.Parameters.Select(entry => entry.Parameter)), options);
        _state = new ClassifierState(backbone, _normalisation, _optimizer);
    }

    /// <summary>Batches in an epoch, the last of which may be smaller.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Steps in the whole training.</summary>
    public int Steps => checked(StepsPerEpoch * _options.Epochs);

    /// <summary>Takes one step. After the last one the backbone is ready to be frozen: only then is it the plain network that was trained.</summary>
    /// <param name="batch">The step's images: (N,3,H,W) in [0,1]. A last batch of one image changes nothing: it has no batch statistics.</param>
    /// <param name="step">0-based, over the whole training.</param>
    /// <exception cref="ProblemException">A label is no class of the backbone, or the loss is no longer finite.</exception>
    public ClassifierStep Step(ImageBatch batch, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Steps);
        CheckLabels(batch);
        using var scope = NewDisposeScope();
        var update = batch.Count > 1;
        _backbone.train(update);
        _normalisation.Train(update);
        var labels = tensor(batch.Labels).to(_device);
        var images = _options.Muting > 0 ? _muting.Apply(batch, step / StepsPerEpoch) : batch.Images;
        var logits = _backbone.call(ChannelsLast(_backbone.Normalisation.Apply(images.to(_device))));
        var loss = nn.functional.cross_entropy(logits, labels, label_smoothing: _options.LabelSmoothing);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("", $"the classifier's loss is no longer finite at step {step}", "lower its learning-rate"));
        }

        var rate = _learningRate.At(step);
        if (update)
        {
            Update(loss, rate);
        }

        if (step == Steps - 1)
        {
            _normalisation.Fold();
            _state.Finished = true;
        }

        var correct = (int)logits.argmax(1).eq(labels).sum().item<long>();
        return new ClassifierStep(step, batch.Count, value, correct, rate);
    }

    /// <summary>Copies of all that steps change, on the CPU, for the caller to save and dispose: the network's state dict, a temporary normalisation's behind <c>normalisation.</c>, AdamW's state behind <c>optimizer.</c>.</summary>
    public IReadOnlyDictionary<string, Tensor> Export() => _state.Export();

    /// <summary>Continues from what <see cref="Export"/> gave.</summary>
    /// <exception cref="ProblemException">The tensors are not those of this network's training; all that are missing or misshapen are named.</exception>
    public void Import(IReadOnlyDictionary<string, Tensor> saved)
    {
        _state.Import(saved);
        if (_state.Finished)
        {
            // The last step folded it into the convolutions that were saved.
            _normalisation.Remove();
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _normalisation.Dispose();
    }

    private void Update(Tensor loss, double rate)
    {
        _optimizer.ClearGradients();
        loss.backward();
        _optimizer.Step(rate);
    }

    // The layout travels through the whole network; convolutions of few channels are up to half faster in it.
    private static Tensor ChannelsLast(Tensor images) => images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private void CheckLabels(ImageBatch batch)
    {
        var wrong = batch.Labels.Where(label => label < 0 || label >= _backbone.Classes).Distinct().Order()
            .Select(label => new Problem("", $"the label {label} is no class of a network with {_backbone.Classes} classes"));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, [.. wrong]);
    }
}
