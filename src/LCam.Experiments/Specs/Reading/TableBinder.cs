using LCam.Experiments.Specs.Keys;
using LCam.Measures;
using LCam.Problems;
using LCam.Statistics;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the named tables of a spec's values.</summary>
/// <param name="shown">The measures that tables show by default; empty where objects decide.</param>
internal sealed class TableBinder(ValueResolver resolver, List<Problem> problems, IReadOnlyList<string> shown)
{
    private readonly SpecValues _values = resolver.Values;

    public IReadOnlyList<TableSpec> Bind() => [.. _values.NamesUnder("tables").Select(Table)];

    private TableSpec Table(string name)
    {
        var path = $"tables.{name}";
        var show = resolver.List($"{path}.show").Select(item => item.Text).ToList();
        var table = new TableSpec
        {
            Name = name,
            Where = _values.Maps[path].Where(path),
            Rows = Dimensions($"{path}.rows", TableKeys.DefaultRows),
            Columns = Dimensions($"{path}.columns", TableKeys.DefaultColumns),
            Group = Dimensions($"{path}.group", TableKeys.DefaultGroup),
            Measures = [.. resolver.List($"{path}.measures").Select(id => MeasureRegistry.Find(id.Text))],
            Percentages = [.. resolver.List($"{path}.percentages").Select(item => (double)item.Value)],
            Kinds = [.. resolver.List($"{path}.kinds").Select(item => item.Text)],
            Sort = resolver.Optional<string>($"{path}.sort") is { } sort ? MeasureRegistry.Find(sort) : null,
            Precision = resolver.OptionalWhole($"{path}.precision"),
            BestInBold = resolver.Value($"{path}.best-in-bold", false),
            ShowsDeviation = show.Contains(TableKeys.Deviation),
            ShowsInterval = show.Contains(TableKeys.Interval),
            Bootstrap = new BootstrapOptions(
                resolver.Whole($"{path}.resamples", 2000), resolver.Value($"{path}.confidence", 0.95), resolver.Value($"{path}.seed", 1L)),
            Baseline = resolver.Optional<string>($"{path}.baseline"),
            StarsOfBootstrap = resolver.Value($"{path}.test", TableKeys.WilcoxonTest) == TableKeys.BootstrapTest,
            Reference = resolver.Optional<SpecPath>($"{path}.reference"),
            Footnotes = [.. resolver.List($"{path}.footnotes").Select(item => item.Text)],
            Caption = resolver.Optional<string>($"{path}.caption"),
            Output = resolver.Optional<SpecPath>($"{path}.output"),
        };
        Check(path, table);
        return table;
    }

    private IReadOnlyList<string> Dimensions(string path, IReadOnlyList<string> fallback)
    {
        if (_values.Written.Contains(path))
        {
            return [.. resolver.List(path).Select(item => item.Text)];
        }

        resolver.Note(path, $"[{string.Join(", ", fallback)}]", SpecOrigin.OfDefault());
        return fallback;
    }

    private void Check(string path, TableSpec table)
    {
        foreach (var (part, dimensions) in new[] { ("rows", table.Rows), ("columns", table.Columns) })
        {
            if (dimensions.Count == 0 && _values.Lists.GetValueOrDefault($"{path}.{part}")?.Count == 0 && !AnyProblemAt($"{path}.{part}"))
            {
                problems.Add(new Problem(_values.Where($"{path}.{part}"), $"the table '{table.Name}' has nothing in its {part}", "for example [method]"));
            }
        }

        foreach (var twice in table.Dimensions.GroupBy(dimension => dimension).Where(same => same.Count() > 1))
        {
            problems.Add(new Problem(table.Where, $"'{twice.Key}' is in more than one of rows, columns and group", "rows, columns and group have defaults: give those that should differ"));
        }

        var measured = table.Measures.Count > 0 ? table.Measures.Count : shown.Count == 0 ? 2 : shown.Count;
        if (measured > 1 && !table.Dimensions.Contains(TableDimensions.Measure))
        {
            problems.Add(new Problem(table.Where, $"the table '{table.Name}' shows several measures, and 'measure' is in none of rows, columns and group", "choose one with measures, or add 'measure'"));
        }

        if (table is { Sort: { } sort, Measures.Count: > 0 } && !table.Measures.Contains(sort))
        {
            problems.Add(new Problem(_values.Where($"{path}.sort"), $"'{sort.Id}' is not among the table's measures", $"it has: {string.Join(", ", table.Measures.Select(measure => measure.Id))}"));
        }

        foreach (var measure in table.Measures.Where(measure => measure is { Make: not null, TakenByDefault: false } && !shown.Contains(measure.Id)))
        {
            problems.Add(new Problem(_values.Where($"{path}.measures"), $"'{measure.Id}' is not taken", "add it to the spec's measures"));
        }
    }

    // A list that lost wrong values has been blamed already.
    private bool AnyProblemAt(string path) => problems.Any(problem => problem.Where.EndsWith(":" + path, StringComparison.Ordinal));
}
