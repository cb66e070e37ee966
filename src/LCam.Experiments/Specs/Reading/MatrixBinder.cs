using LCam.Experiments.Specs.Keys;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the matrix of a spec's values.</summary>
internal sealed class MatrixBinder(ValueResolver resolver, List<Problem> problems)
{
    private static readonly double[] PaperPercentages = [0, 0.5, 0.85];

    private readonly SpecValues _values = resolver.Values;

    /// <summary>The values of the protocol axis, or the one protocol of <c>training</c>.</summary>
    public MatrixAxis ProtocolAxis()
    {
        var fallback = resolver.Value("training.protocol", "reference");
        var origin = _values.Scalars.GetValueOrDefault("training.protocol")?.Origin ?? SpecOrigin.OfDefault();
        var swept = Axis("protocol");
        return swept.Values.Count > 0 ? swept : new MatrixAxis("protocol", [new AxisValue(fallback, fallback, origin)]);
    }

    // Where nothing is trained, a seed says nothing.
    private MatrixAxis SeedAxis() => !_values.Written.Contains("matrix.seed") && _values.Lists.GetValueOrDefault(AttentionsBinder.Key) is { Count: > 0 }
        ? new MatrixAxis("seed", [new AxisValue("1", 1L, SpecOrigin.OfDefault())])
        : Axis("seed");

    public MatrixSpec Bind(MatrixAxis protocol)
    {
        MatrixAxis[] axes =
        [
            .. SpecKeys.MainAxes.Select(key => key == "protocol" ? protocol : key == "seed" ? SeedAxis() : Axis(key)),
            .. TrainingKeys.All.Select(key => Axis(key.Name)).Where(axis => axis.Values.Count > 0),
        ];
        var onlyIncludes = _values.Written.Contains("matrix.include")
            && !SpecKeys.All.Any(IsGivenAxis);
        if (!onlyIncludes)
        {
            ReportMissingAxes(axes);
        }

        CheckBackbones(_values.Lists.GetValueOrDefault("matrix.backbone", []));
        var percentages = resolver.List("matrix.percentage").Select(item => (double)item.Value).ToArray();
        if (percentages.Length == 0)
        {
            percentages = PaperPercentages;
            resolver.Note("matrix.percentage", "[0, 0.5, 0.85]", SpecOrigin.OfDefault());
        }

        return new MatrixSpec
        {
            Axes = onlyIncludes ? [] : axes,
            Percentages = percentages,
            Exclude = [.. Points("matrix.exclude").Select(point => Excluded(point, onlyIncludes ? [] : axes)).OfType<MatrixPoint>()],
            Include = [.. Points("matrix.include").Select(point => Included(point, axes)).OfType<MatrixPoint>()],
        };
    }

    private bool IsGivenAxis(SpecKey key) =>
        key.Segments[0] == "matrix" && key.Shape == KeyShape.List && key.Segments[1] != SpecKeys.PercentageAxis && _values.Written.Contains(key.Path);

    private MatrixAxis Axis(string key)
    {
        var items = resolver.List($"matrix.{key}");
        return new MatrixAxis(key, [.. items.Select(ToAxisValue)]);
    }

    private void ReportMissingAxes(IEnumerable<MatrixAxis> axes)
    {
        foreach (var axis in axes.Where(axis => axis.Values.Count == 0 && !_values.Written.Contains($"matrix.{axis.Key}")))
        {
            var path = $"matrix.{axis.Key}";
            problems.Add(new Problem(_values.Where(path), $"the matrix has no axis '{axis.Key}'", $"for example {axis.Key}: {Example(axis.Key)}"));
        }
    }

    private string Example(string axis) => axis switch
    {
        "backbone" => $"[{_values.Backbones.FirstOrDefault() ?? "vgg16"}]",
        "variant" => "[fm, img]",
        "loss" => "[lcam, cross-entropy]",
        _ => "[1]",
    };

    private List<SpecPoint> Points(string path)
    {
        var points = _values.Points.GetValueOrDefault(path, []);
        foreach (var point in points)
        {
            CheckBackbones(point.Values.GetValueOrDefault("backbone", []));
            foreach (var (axis, items) in point.Values)
            {
                resolver.Note($"{point.Path}.{axis}", string.Join(", ", items.Select(item => item.Text)), items[0].Origin);
            }
        }

        return [.. points];
    }

    private void CheckBackbones(IEnumerable<SpecScalar> names)
    {
        foreach (var name in names.Where(name => !_values.Backbones.Contains(name.Text)))
        {
            var remedy = Suggestion.For(name.Text, _values.Backbones) is { } near ? $"did you mean '{near}'?" : $"backbones has: {string.Join(", ", _values.Backbones)}";
            problems.Add(new Problem(name.Where, $"there is no '{name.Text}' under 'backbones'", remedy));
        }
    }

    private MatrixPoint? Excluded(SpecPoint point, IReadOnlyList<MatrixAxis> axes)
    {
        var strange = point.Values.Keys.Where(key => key != SpecKeys.PercentageAxis && axes.All(axis => axis.Key != key)).ToList();
        foreach (var key in strange)
        {
            problems.Add(new Problem(point.Values[key][0].Where, $"the matrix has no axis '{key}' to exclude from"));
        }

        return strange.Count > 0 ? null : ToPoint(point, MainAndOther(point));
    }

    private MatrixPoint? Included(SpecPoint point, IReadOnlyList<MatrixAxis> axes)
    {
        var values = new Dictionary<string, AxisValue>(StringComparer.Ordinal);
        var complete = true;
        foreach (var axis in axes)
        {
            if (point.Values.GetValueOrDefault(axis.Key) is { } given)
            {
                values[axis.Key] = ToAxisValue(given[0]);
            }
            else if (axis.Values.Count == 1)
            {
                values[axis.Key] = axis.Values[0];
            }
            else if (axis.Key == "protocol")
            {
                var protocol = resolver.Value("training.protocol", "reference");
                values[axis.Key] = new AxisValue(protocol, protocol, point.Origin);
            }
            else if (SpecKeys.MainAxes.Contains(axis.Key))
            {
                complete = false;
                if (axis.Values.Count == 0 && _values.Written.Contains($"matrix.{axis.Key}"))
                {
                    // The axis has wrong values alone, which are reported already.
                    continue;
                }

                problems.Add(new Problem(point.Where, $"'{axis.Key}' is missing in this point", $"the matrix has {axis.Values.Count} values of it, so none is implied"));
            }
        }

        foreach (var (key, value) in MainAndOther(point))
        {
            values.TryAdd(key, value);
        }

        return complete ? ToPoint(point, values) : null;
    }

    private static Dictionary<string, AxisValue> MainAndOther(SpecPoint point) =>
        point.Values.Where(pair => pair.Key != SpecKeys.PercentageAxis).ToDictionary(pair => pair.Key, pair => ToAxisValue(pair.Value[0]), StringComparer.Ordinal);

    private static MatrixPoint ToPoint(SpecPoint point, IReadOnlyDictionary<string, AxisValue> values) =>
        new(point.Path, point.Origin, values, point.Values.GetValueOrDefault(SpecKeys.PercentageAxis)?.Select(item => (double)item.Value).Distinct().ToArray());

    private static AxisValue ToAxisValue(SpecScalar scalar) => new(scalar.Text, scalar.Value, scalar.Origin);
}
