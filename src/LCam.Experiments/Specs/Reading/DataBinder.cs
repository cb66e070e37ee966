using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the data of a spec's values: the embedded data set or the user's own.</summary>
internal sealed class DataBinder(ValueResolver resolver, List<Problem> problems)
{
    private const string Values = "data.evaluation.mask-values";
    private const string Ignore = "data.evaluation.mask-ignore";

    private static readonly string[] OwnData = ["data.train", "data.evaluation", "data.split", "data.names"];

    private readonly SpecValues _values = resolver.Values;
    private readonly FolderDataBinder _folders = new(resolver, problems);

    /// <param name="needsTraining">Whether something is trained for certain.</param>
    public DataSpec Bind(bool needsTraining)
    {
        if (!_values.Maps.ContainsKey("data.shapes"))
        {
            var data = new DataSpec { Train = needsTraining || _values.Maps.ContainsKey("data.train") ? Train() : null, Evaluation = Evaluation(), Names = resolver.Optional<SpecPath>("data.names") };
            _folders.Check();
            return data;
        }

        foreach (var other in OwnData.Where(key => _values.Maps.ContainsKey(key) || _values.Written.Contains(key)))
        {
            problems.Add(new Problem(_values.Where(other), $"'{other}' and 'data.shapes' exclude each other", "leave one of them out"));
        }

        return new DataSpec { Shapes = Shapes() };
    }

    private ShapesSpec Shapes() => new()
    {
        Folder = resolver.Path("data.shapes.folder"),
        Seed = resolver.Value("data.shapes.seed", 1L),
        Train = resolver.Whole("data.shapes.train", 800),
        Evaluation = resolver.Whole("data.shapes.evaluation", 200),
        Classes = resolver.Whole("data.shapes.classes", 8),
        Size = resolver.Whole("data.shapes.size", 144),
    };

    private ImageSetSpec? Train() => !IsThere("data.train") ? null : new()
    {
        Images = resolver.Path("data.train.images"),
        List = _folders.ListOf("data.train"),
        Lock = resolver.Optional<SpecPath>("data.train.lock"),
    };

    private ImageSetSpec? Evaluation()
    {
        if (!IsThere("data.evaluation"))
        {
            return null;
        }

        var evaluation = new ImageSetSpec
        {
            Images = resolver.Path("data.evaluation.images"),
            List = _folders.ListOf("data.evaluation"),
            Lock = resolver.Optional<SpecPath>("data.evaluation.lock"),
            Masks = resolver.Optional<SpecPath>("data.evaluation.masks"),
            MaskValues = [.. resolver.List(Values).Select(item => item.Text).Order(StringComparer.Ordinal)],
            MaskIgnore = resolver.OptionalWhole(Ignore),
            Limit = resolver.OptionalWhole("data.evaluation.limit"),
        };
        CheckMasks(evaluation);
        return evaluation;
    }

    private void CheckMasks(ImageSetSpec evaluation)
    {
        if (evaluation.Masks is null)
        {
            foreach (var key in new[] { Values, Ignore }.Where(_values.Written.Contains))
            {
                problems.Add(new Problem(_values.Where(key), $"'{key}' is of masks, and there are none", "give data.evaluation.masks, or leave it out"));
            }

            return;
        }

        try
        {
            MaskRule.Parse(evaluation.MaskValues, evaluation.MaskIgnore);
        }
        catch (ProblemException failure)
        {
            problems.AddRange(failure.Problems.Select(problem => problem with { Where = _values.Where(evaluation.MaskValues.Count > 0 ? Values : Ignore) }));
        }
    }

    private bool IsThere(string path)
    {
        if (_values.Maps.ContainsKey(path))
        {
            return true;
        }

        problems.Add(new Problem(_values.Where(path), $"'{path}' is missing", "give its images and list, or use data.shapes"));
        return false;
    }
}
