using LCam.Images;
using LCam.Models;
using LCam.Models.Scripted;
using LCam.Predictions;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Experiments.Explaining;

/// <summary>The classifier to explain: the one that was named, or the one that the runs were trained on.</summary>
internal static class ClassifierChoice
{
    private const string Backbone = "--backbone";
    private const string Weights = "--weights";

    /// <exception cref="ProblemException">It is impossible or not named, the runs differ in it, or what was named contradicts them.</exception>
    public static PredictionOptions Resolve(ExplainRequest asked, IReadOnlyList<TrainedRun> runs, IReadOnlyList<AttentionModel> models)
    {
        var request = asked.Classifier;
        var options = runs.Count == 0 ? Named(OfModels(request, models)) : OfRuns(request, runs);
        options.Validate();
        return options.Backbone.Script is not null && asked.CountClasses is { } count && runs.Count + models.Count == 0 && request.Classes is null
            ? options with { Backbone = options.Backbone with { Classes = count(options) } }
            : options;
    }

    private static PredictionOptions Named(ClassifierRequest request)
    {
        var missing = new List<Problem>();
        foreach (var (option, given) in new[] { (Backbone, request.Architecture), (Weights, request.Weights) })
        {
            if (given is null)
            {
                missing.Add(new Problem(option, "is needed to know the classifier", "give it, or name a training with --run or a trained model with --attention"));
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, missing);
        var standard = new PredictionOptions { Backbone = new BackboneOptions(request.Architecture!), Weights = request.Weights!, Entry = request.Entry, IsTrusted = request.IsTrusted };
        return standard with
        {
            Backbone = standard.Backbone with
            {
                Classes = request.Classes ?? standard.Backbone.Classes,
                Width = request.Width ?? standard.Backbone.Width,
                Script = request.Script,
            },
            InputSize = request.InputSize ?? standard.InputSize,
            CropSize = request.CropSize ?? standard.CropSize,
        };
    }

    // A model's own network is the one that it explains.
    private static ClassifierRequest OfModels(ClassifierRequest request, IReadOnlyList<AttentionModel> models) => models.Count == 0 ? request : request with
    {
        Architecture = request.Architecture ?? models[0].Architecture.Id,
        Weights = request.Weights ?? models.FirstOrDefault(model => model.HasNetwork)?.File,
        Width = request.Width ?? (request.Weights is null && models.FirstOrDefault(model => model.HasNetwork) is { } whole ? ArchitectureMatch.Find(WeightFile.ReadHeader(whole.File))?.Width : null),
        Classes = request.Classes ?? models[0].Classes,
    };

    private static PredictionOptions OfRuns(ClassifierRequest request, IReadOnlyList<TrainedRun> runs)
    {
        var (first, problems) = (runs[0], new ProblemCollector());
        var facts = Facts(first);
        var given = new ClassifierRequest(request.Architecture, null, request.Classes, request.Width, request.InputSize, request.CropSize, request.Entry);
        foreach (var ((option, said), (_, known)) in Values(given).Zip(facts))
        {
            if (said is not null && said != known)
            {
                Wrong(option, $"is {said}, but run {first.Id} was trained with {known}", "leave it out");
            }
        }

        foreach (var run in runs.Skip(1))
        {
            foreach (var ((option, expected), (_, found)) in facts.Zip(Facts(run)))
            {
                if (expected != found)
                {
                    Wrong(TrainedRunReader.Option, $"{first.Id} was trained with {option[2..]} {expected}, {run.Id} with {found}", "explain them one at a time");
                }
            }
        }

        var weights = request.Weights ?? first.Weights;
        ScriptOptions? script = null;
        problems.Try(() => { script = ScriptOf(request, runs); });
        problems.Try(() => CheckWeights(request.Weights, first, runs));
        problems.ThrowIfAny();
        var (architecture, classes, width, _, _, entry) = first.Order.Backbone;
        return new PredictionOptions
        {
            Backbone = new BackboneOptions(architecture, classes, width) { Script = script },
            Weights = weights,
            IsTrusted = request.IsTrusted,
            Entry = entry,
            InputSize = first.Order.Images.InputSize,
            CropSize = first.Order.Images.CropSize,
        };

        void Wrong(string where, string what, string remedy) =>
            problems.Add(ProblemKind.InvalidInput, [new Problem(where, what, remedy)]);
    }

    // Which programs are run is for the user to say: a run, which may come from elsewhere, tells their content alone.
    private static ScriptOptions? ScriptOf(ClassifierRequest request, IReadOnlyList<TrainedRun> runs)
    {
        if (runs[0].Order.Backbone.Script is not { } known)
        {
            return null;
        }

        if (request is not { Weights: not null, Script: { } named })
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                TrainedRunReader.Option, $"run {runs[0].Id} is of a network of TorchScript files, which are programs: those that a store names are not run", "name both with --weights and --head, and give --trusted"));
        }

        if (File.Exists(named.Head) && runs.FirstOrDefault(run => run.Order.Backbone.Script?.HeadDigest != ContentHash.OfFile(named.Head)) is { } other)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(named.Head, $"is another head than run {other.Id} was trained with"));
        }

        return known.Options with { Head = named.Head };
    }

    // By content: the file may have been moved since, and one that was changed is another classifier.
    private static void CheckWeights(string? named, TrainedRun first, IReadOnlyList<TrainedRun> runs)
    {
        if (named is null && !File.Exists(first.Weights))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(
                first.Weights, $"the weight file that run {first.Id} was trained with is not there", $"say where it is now with {Weights}"));
        }

        var (hash, expected) = (ContentHash.OfFile(named ?? first.Weights), runs.Select(Expected).ToArray());
        var problems = runs.Zip(expected)
            .Where(entry => entry.Second != hash)
            .Select(entry => new Problem(named ?? first.Weights, $"holds other weights than run {entry.First.Id} was trained with"));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, [.. problems]);
    }

    private static string Expected(TrainedRun run) => run.Order.Backbone.Script?.FeaturesDigest ?? run.WeightsHash ?? ContentHash.OfFile(run.Weights);

    private static IReadOnlyList<(string Option, string? Value)> Facts(TrainedRun run) => Values(new ClassifierRequest(
        run.Order.Backbone.Architecture,
        null,
        run.Order.Backbone.Classes,
        run.Order.Backbone.Width,
        run.Order.Images.InputSize,
        run.Order.Images.CropSize,
        run.Order.Backbone.Entry));

    private static IReadOnlyList<(string Option, string? Value)> Values(ClassifierRequest request) =>
    [
        (Backbone, request.Architecture),
        ("--classes", Text(request.Classes)),
        ("--width", Text(request.Width)),
        ("--input-size", Text(request.InputSize)),
        ("--crop-size", Text(request.CropSize)),
        ("--entry", request.Entry),
    ];

    private static string? Text<T>(T? value)
        where T : struct, IFormattable =>
        value is { } some ? FormattableString.Invariant($"{some}") : null;
}
