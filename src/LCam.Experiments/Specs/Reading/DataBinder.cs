using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the data of a spec's values: the embedded data set or the user's own.</summary>
internal sealed class DataBinder(ValueResolver resolver, List<Problem> problems)
{
    private static readonly string[] OwnData = ["data.train", "data.evaluation"];

    private readonly SpecValues _values = resolver.Values;

    public DataSpec Bind()
    {
        if (!_values.Maps.ContainsKey("data.shapes"))
        {
            return new DataSpec { Train = Train(), Evaluation = Evaluation() };
        }

        foreach (var other in OwnData.Where(_values.Maps.ContainsKey))
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
        List = resolver.Path("data.train.list"),
    };

    private ImageSetSpec? Evaluation() => !IsThere("data.evaluation") ? null : new()
    {
        Images = resolver.Path("data.evaluation.images"),
        List = resolver.Path("data.evaluation.list"),
        Masks = resolver.Optional<SpecPath>("data.evaluation.masks"),
        Limit = resolver.OptionalWhole("data.evaluation.limit"),
    };

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
