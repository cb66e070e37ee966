using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Where a spec's sets of images take their labels from: a list, or the images' folders, whole or a part of them.</summary>
internal sealed class FolderDataBinder(ValueResolver resolver, List<Problem> problems)
{
    private const string Train = "data.train";
    private const string Evaluation = "data.evaluation";
    private const string Split = "data.split";

    private readonly SpecValues _values = resolver.Values;

    /// <summary>The list of a set, or what stands for it.</summary>
    /// <param name="set"><c>data.train</c> or <c>data.evaluation</c>.</param>
    public SpecPath ListOf(string set)
    {
        var (list, labels) = ($"{set}.list", $"{set}.labels");
        if (_values.Written.Contains(list) && _values.Written.Contains(labels))
        {
            problems.Add(new Problem(_values.Where(labels), "'list' and 'labels' exclude each other", "leave one of them out"));
        }
        else if (!_values.Written.Contains(list) && !_values.Written.Contains(labels))
        {
            var which = set == Train ? "training" : "evaluation";
            problems.Add(new Problem(_values.Where(list), "'list' is missing", $"give a path: list of the {which} images and their labels; or labels: folders"));
        }

        if (resolver.Optional<string>(labels) is null)
        {
            return resolver.Path(list);
        }

        var isEvaluation = set == Evaluation;
        var split = HasSplit ? new FolderSplit(resolver.Value("data.split.evaluation", 0.5), resolver.Value("data.split.seed", 1L), isEvaluation) : null;
        var masks = FolderOf($"{Evaluation}.masks") is { } folder && folder == FolderOf($"{set}.images");
        return new SpecPath
        {
            Written = "folders",
            Resolved = new FolderLabels(masks, split).ToString(),
            Unresolved = null,
            Origin = _values.Scalars[labels].Origin,
            Where = _values.Where(labels),
        };
    }

    /// <summary>What is wrong with the two sets together.</summary>
    public void Check()
    {
        var areFolders = new[] { Train, Evaluation }.All(set => _values.Scalars.ContainsKey($"{set}.labels"));
        var isOneFolder = areFolders && FolderOf($"{Train}.images") is { } train && train == FolderOf($"{Evaluation}.images");
        if (HasSplit && !isOneFolder)
        {
            problems.Add(new Problem(
                _values.Where(Split), "'data.split' parts one folder, and data.train and data.evaluation do not both name it with labels: folders", "give both the same images, or leave it out"));
        }
        else if (!HasSplit && isOneFolder)
        {
            problems.Add(new Problem(
                _values.Where($"{Evaluation}.images"), "data.train and data.evaluation are the same images", "give data.split: { evaluation: 0.2 }, or another folder"));
        }
    }

    private bool HasSplit => _values.Maps.ContainsKey(Split);

    private string? FolderOf(string key) =>
        _values.Scalars.GetValueOrDefault(key)?.Value is SpecPath { Resolved: { } path } ? Path.TrimEndingDirectorySeparator(path) : null;
}
