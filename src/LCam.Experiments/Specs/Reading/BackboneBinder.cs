using System.IO.Abstractions;
using LCam.Experiments.Specs.Keys;
using LCam.Images;
using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using LCam.Training;
using LCam.Weights;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the backbones of a spec's values.</summary>
internal sealed class BackboneBinder(ValueResolver resolver, IFileSystem fileSystem, List<Problem> problems)
{
    private const int ImageNetClasses = 1000;

    private readonly SpecValues _values = resolver.Values;

    /// <param name="data">The images: they say how many classes there are where nothing else does.</param>
    /// <param name="protocols">The protocols that the spec names.</param>
    /// <param name="attentions">What was trained elsewhere.</param>
    public List<BackboneSpec> Bind(DataSpec data, IReadOnlyList<Protocol> protocols, AttentionsSpec attentions)
    {
        if (_values.Backbones.Count == 0)
        {
            problems.Add(new Problem(_values.Where("backbones"), "there is no backbone", "for example backbones: { vgg16: { weights: vgg16.pth } }"));
        }

        return [.. _values.Backbones.Select(name => Backbone(name, data, protocols, attentions)).OfType<BackboneSpec>()];
    }

    private BackboneSpec? Backbone(string name, DataSpec data, IReadOnlyList<Protocol> protocols, AttentionsSpec attentions)
    {
        var shapes = data.Shapes;
        var path = $"backbones.{name}";
        var architecture = resolver.Value($"{path}.architecture", name, "default: the backbone's name");
        if (Backbones.Named.FirstOrDefault(candidate => candidate.Id == architecture) is not { } known)
        {
            // One that is given and wrong is reported already.
            if (_values.Written.Contains($"{path}.architecture"))
            {
                return null;
            }

            string[] ids = [.. Backbones.Named.Select(candidate => candidate.Id)];
            var near = Suggestion.For(name, ids);
            problems.Add(new Problem(
                _values.Maps[path].Where(path),
                $"'{name}' is not an architecture, and 'architecture' is not given",
                $"give architecture: {near ?? string.Join(" or ", ids)}"));
            return null;
        }

        var script = new ScriptBinder(resolver, problems).Bind(path, known.Id);
        var isGiven = script is not null || _values.Written.Contains($"{path}.weights");
        var inside = isGiven ? [] : Inside(name, known, attentions);
        if (!isGiven && inside.Count == 0)
        {
            problems.Add(new Problem(_values.Where($"{path}.weights"), "'weights' is missing", $"give {ValueRule.PathOr(SpecKeys.TrainWord).Expected}: weight file, or train: train a classifier from scratch first"));
        }

        var weights = script?.Features ?? (isGiven ? Weights(path) : null);
        var file = isGiven ? weights : inside.FirstOrDefault(candidate => fileSystem.File.Exists(candidate.Resolved));
        var classes = script is null && !_values.Written.Contains($"{path}.classes") && ClassesIn(file, _values.Scalars.GetValueOrDefault($"{path}.entry")?.Text, known.Id) is { } found
            ? resolver.Whole($"{path}.classes", found, "the weight file")
            : shapes is null
                ? FoldersOf(data.Train) is { } folders
                    ? resolver.Whole($"{path}.classes", folders, "data.train's class folders")
                    : resolver.Whole($"{path}.classes", ImageNetClasses)
                : resolver.Whole($"{path}.classes", shapes.Classes, "default: data.shapes.classes");
        if (shapes is not null && classes < shapes.Classes)
        {
            problems.Add(new Problem(_values.Where($"{path}.classes"), $"{classes} classes are fewer than the {shapes.Classes} of data.shapes"));
        }

        if (isGiven && weights is null && shapes is { Train: 1 })
        {
            problems.Add(new Problem(_values.Where("data.shapes.train"), "a classifier cannot be trained on one image: it has no batch statistics", "give 2 or more"));
        }

        return new BackboneSpec
        {
            Name = name,
            Architecture = known.Id,
            Weights = weights,
            Script = script?.Script,
            Entry = script is null ? Entry(path, weights) : null,
            FromAttentions = !isGiven,
            Classifier = isGiven && weights is null ? Classifier($"{path}.classifier") : null,
            Width = script is null ? resolver.Value($"{path}.width", 1.0) : 1,
            Classes = classes,
            SaidClasses = _values.Written.Contains($"{path}.classes") ? classes : shapes?.Classes ?? ImageNetClasses,
            TrainList = resolver.Optional<SpecPath>($"{path}.train-list"),
            Training = new TrainingBinder(resolver).Bind(name, known, protocols),
        };
    }

    // The files that can have the network of a backbone inside.
    private List<SpecPath> Inside(string name, IBackboneArchitecture architecture, AttentionsSpec attentions) =>
    [
        .. from variant in architecture.Variants
           from loss in Enum.GetValues<LossKind>()
           from seed in _values.Lists.GetValueOrDefault("matrix.seed", []).Select(item => (long)item.Value).DefaultIfEmpty(1).Take(1)
           let given = attentions.Of(name, architecture, variant, loss, seed)
           where given is not null
           select AttentionFile.In(given.File, fileSystem),
    ];

    // Where a spec does not say it, its file does. What is wrong with the file, or keeps it from being read, is for the plan
    // to tell: a table needs no weights.
    private int? ClassesIn(SpecPath? weights, string? entry, string architecture)
    {
        if (weights?.Resolved is not { } file || !fileSystem.File.Exists(file))
        {
            return null;
        }

        try
        {
            return WeightLandmarks.ClassesOf(WeightFile.ReadHeader(file, entry), architecture) is { } classes && NumberLimits.Classes.Allows(classes) ? classes : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    // A plan tells what is wrong with the folder.
    private int? FoldersOf(ImageSetSpec? train)
    {
        if (train is not { HasFolderLabels: true, Images.Resolved: { } folder } || !fileSystem.Directory.Exists(folder))
        {
            return null;
        }

        try
        {
            return FolderLabels.ClassNames(folder).Count is var classes && NumberLimits.Classes.Allows(classes) ? classes : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private SpecPath? Weights(string path)
    {
        if (resolver.Optional<string>($"{path}.weights") is not null)
        {
            return null;
        }

        if (_values.Scalars.ContainsKey($"{path}.weights") && _values.Maps.ContainsKey($"{path}.classifier"))
        {
            problems.Add(new Problem(_values.Where($"{path}.classifier"), "a classifier is only trained where the weights are 'train'", "leave it out, or write weights: train"));
        }

        return resolver.Path($"{path}.weights");
    }

    private string? Entry(string path, SpecPath? weights)
    {
        var entry = resolver.Optional<string>($"{path}.entry");
        if (entry is not null && weights is null)
        {
            problems.Add(new Problem(_values.Where($"{path}.entry"), "an entry is of a weight file, and the weights are to be trained", "leave it out"));
        }

        return entry;
    }

    private ClassifierSpec Classifier(string path) => new()
    {
        Epochs = resolver.Whole($"{path}.epochs", 30),
        BatchSize = resolver.Whole($"{path}.batch-size", 32),
        LearningRate = resolver.Value($"{path}.learning-rate", 0.01),
        WeightDecay = resolver.Value($"{path}.weight-decay", 5e-4),
        Muting = resolver.Value($"{path}.muting", 0.0),
        Seed = resolver.Value($"{path}.seed", 1L),
    };
}
