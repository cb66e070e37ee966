using LCam.Explainers;
using LCam.Measures;
using LCam.Models;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Evaluation;

/// <summary>
/// Measures an explainer batch by batch. The class explained is the model's top-1 on the unmasked image, whatever the
/// list says; the masked image is the image in [0,1] times the muted map, then normalised.
/// </summary>
public sealed class Evaluator
{
    private readonly EvaluatorOptions _options;
    private readonly IReadOnlyList<(MeasureRegistration Registration, IMeasure Measure)> _measures;
    private readonly TimeProvider? _stopwatch;

    /// <param name="options">How to measure.</param>
    /// <param name="inputSide">Of the images, in pixels.</param>
    /// <param name="clock">For measures of time; null when none is asked for.</param>
    /// <exception cref="ProblemException">The options are impossible for inputs of that size, or name an unknown measure.</exception>
    /// <exception cref="ArgumentNullException">Time is to be measured without a clock.</exception>
    public Evaluator(EvaluatorOptions options, int inputSide, TimeProvider? clock = null)
    {
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, options.Check(inputSide));
        _options = options;
        _measures = [.. options.Measures.ToTake(hasObjects: true).Select(measure => (measure, measure.Make!(options.Measures)))];
        if (_measures.Any(measure => measure.Registration.IsTiming))
        {
            ArgumentNullException.ThrowIfNull(clock);
            _stopwatch = clock;
        }
    }

    /// <summary>The scores of a batch of 1..BatchSize images, in order.</summary>
    /// <param name="backbone">Frozen.</param>
    /// <param name="explainer">Of that backbone.</param>
    /// <param name="images01">(N,3,H,W) in [0,1], of the backbone's type and device.</param>
    /// <param name="images">What the N rows are.</param>
    /// <param name="objects">Object masks (N,H,W) as <see cref="ObjectEnergy.Of"/> takes them, or null when there are none.</param>
    /// <param name="cancellation">Ends explainers that need many forward passes between two of them.</param>
    public IReadOnlyList<ImageScore> Evaluate(
        Backbone backbone, IExplainer explainer, Tensor images01, IReadOnlyList<EvaluationImage> images, Tensor? objects = null, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        using var pass = new CleanPass(backbone, Pad(images01), [.. images.Select(image => image.Index)]) { Layers = explainer.Layers, Cancellation = cancellation };
        return Evaluate(pass, explainer, images, objects);
    }

    /// <summary>The batch filled up to the batch size by repeats of its last image: what a shared <see cref="CleanPass"/> is made of.</summary>
    /// <param name="images01">(N,3,H,W).</param>
    /// <param name="batchSize">Where memory does not suffice for the options' own; at least N.</param>
    public Tensor Pad(Tensor images01, int? batchSize = null) => FullBatch.Of(images01, batchSize ?? _options.BatchSize);

    /// <summary>As the other overload, for a padded batch whose clean pass several explainers share.</summary>
    /// <param name="known">What is known of these images' scores, all of the same: it is not measured again. Null where nothing is.</param>
    public IReadOnlyList<ImageScore> Evaluate(
        CleanPass pass, IExplainer explainer, IReadOnlyList<EvaluationImage> images, Tensor? objects = null, IReadOnlyList<ImageScore>? known = null)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var labels = Labels(images, pass);
        var percentages = _options.Percentages.Where(percentage => known?[0].Masked.Any(masked => masked.Percentage.Equals(percentage)) != true).ToArray();
        var measures = _measures.Where(measure => objects is not null || !measure.Registration.OnlyOfObjects)
            .Where(measure => known?.Any(score => score.Measures?.ContainsKey(measure.Registration.Id) == true) != true).ToList();
        if (known is not null && percentages.Length == 0 && measures.Count == 0)
        {
            return [.. known.Select(score => Merged(score, [], new Dictionary<string, double?>()))];
        }

        var classes = known is null ? pass.Logits.argmax(1) : Classes(known, pass);
        var (maps, seconds) = Explain(pass, explainer, classes, measures.Any(measure => measure.Registration.IsTiming));
        using var batch = new MeasureBatch(pass, explainer, classes, maps, _options.ConstantMap, images.Count) { Objects = objects, Seconds = seconds };
        var scores = known ?? Unmasked(batch, images, labels);
        var after = percentages.Select(percentage => new BatchConfidences(batch.MaskedLogits(percentage), classes, labels)).ToArray();
        var measured = Measure(batch, measures);
        return [.. scores.Select((score, row) => Merged(
            score,
            percentages.Zip(after, (percentage, confidences) => new MaskedScore(percentage, confidences.Confidences[row], confidences.LabelRanks[row])),
            measured[row]))];
    }

    // What an image's scores are before anything is muted.
    private static IReadOnlyList<ImageScore> Unmasked(MeasureBatch batch, IReadOnlyList<EvaluationImage> images, Tensor labels)
    {
        var before = new BatchConfidences(batch.Pass.Logits, batch.Classes, labels);
        var predicted = batch.Classes.cpu().data<long>().ToArray();
        var degenerate = batch.Degenerate;
        return [.. images.Select((image, row) => new ImageScore
        {
            Index = image.Index,
            Image = image.Image,
            Label = image.Label,
            Predicted = (int)predicted[row],
            Confidence = before.Confidences[row],
            LabelRank = before.LabelRanks[row],
            Degenerate = degenerate[row],
            Masked = [],
        })];
    }

    // By image. What is taken by default of objects is not taken of an image without one.
    private static List<Dictionary<string, double?>> Measure(MeasureBatch batch, IReadOnlyList<(MeasureRegistration Registration, IMeasure Measure)> measures)
    {
        var hasObject = batch.HasObject;
        var taken = measures.Select(measure => (measure.Registration, Values: measure.Measure.Measure(batch))).ToList();
        return [.. Enumerable.Range(0, batch.Count).Select(row => taken.Where(measure => hasObject[row] || !measure.Registration.OnlyOfObjects)
            .ToDictionary(measure => measure.Registration.Id, measure => measure.Values[row]))];
    }

    // In the order asked for, whatever was known.
    private ImageScore Merged(ImageScore score, IEnumerable<MaskedScore> masked, IReadOnlyDictionary<string, double?> measured)
    {
        var scores = score.Masked.Concat(masked).ToDictionary(one => one.Percentage);
        var values = (score.Measures ?? new Dictionary<string, double?>()).Concat(measured).ToDictionary(StringComparer.Ordinal);
        var ids = _measures.Select(measure => measure.Registration.Id).Where(values.ContainsKey).ToList();
        return score with
        {
            Masked = [.. _options.Percentages.Select(percentage => scores[percentage])],
            Measures = ids.Count == 0 ? null : ids.ToDictionary(id => id, id => values[id]),
        };
    }

    // Padding rows repeat the last image.
    private static Tensor Classes(IReadOnlyList<ImageScore> known, CleanPass pass) =>
        tensor(Enumerable.Range(0, pass.Count).Select(row => (long)known[Math.Min(row, known.Count - 1)].Predicted).ToArray()).to(pass.Images.device);

    private (InputMaps Maps, double? Seconds) Explain(CleanPass pass, IExplainer explainer, Tensor classes, bool isTimed)
    {
        if (_stopwatch is null || explainer.IsRecorded || !isTimed)
        {
            return (InputMaps.Of(explainer, pass, classes, _options.ConstantMap), null);
        }

        // A pass of its own: what others computed before would not be in the time.
        var start = _stopwatch.GetTimestamp();
        using var own = new CleanPass(pass.Backbone, pass.Images, pass.Places) { Layers = explainer.Layers, Cancellation = pass.Cancellation };
        _ = own.Logits;
        var maps = InputMaps.Of(explainer, own, classes, _options.ConstantMap);

        // An accelerator works in the background until a value is read.
        _ = maps.Maps.sum().cpu();
        return (maps, _stopwatch.GetElapsedTime(start).TotalSeconds / pass.Count);
    }

    // Padding rows repeat the last label; their scores are dropped.
    private static Tensor Labels(IReadOnlyList<EvaluationImage> images, CleanPass pass)
    {
        if (images.Count == 0 || images.Count > pass.Count)
        {
            throw new ArgumentException($"{images.Count} descriptions for a batch of {pass.Count}", nameof(images));
        }

        if (!images.Select(image => image.Index).SequenceEqual(pass.Places.Take(images.Count)))
        {
            throw new ArgumentException("the pass is of images at other places of the list", nameof(images));
        }

        var classes = pass.Backbone.Classes;
        var problems = images
            .Where(image => image.Label < 0 || image.Label >= classes)
            .Select(image => new Problem(
                image.Image, FormattableString.Invariant($"label {image.Label} is not in 0..{classes - 1}"), "check the evaluation list"))
            .ToArray();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        var labels = Enumerable.Range(0, pass.Count).Select(row => (long)images[Math.Min(row, images.Count - 1)].Label);
        return tensor(labels.ToArray()).to(pass.Images.device);
    }
}
