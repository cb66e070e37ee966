using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Results;

/// <summary>Where each value of an experiment stands in a named table.</summary>
internal sealed class PivotPlaces
{
    private readonly TableSpec _table;
    private readonly HashSet<string> _elsewhere;
    private readonly ILookup<string, PivotPoint> _places;
    private readonly List<(IReadOnlyList<string> Group, IReadOnlyList<string> Row, PivotPoint Point)> _points;

    public PivotPlaces(TableSpec table, IReadOnlyList<PivotPoint> points)
    {
        _table = table;
        _elsewhere = [.. table.Dimensions, TableDimensions.Seed];
        _points = [.. points.Select(point => (Key(table.Group, point), Key(table.Rows, point), point))];
        _places = _points.ToLookup(point => Place(point.Group, point.Row, Key(table.Columns, point.Point)), point => point.Point);
        Groups = Ordered(_points.Select(point => point.Group));
        Columns = [.. Ordered(points.Select(point => Key(table.Columns, point)))
            .Select(key => new PivotColumn(key, PivotWords.Title(table.Columns, points.First(point => Same(Key(table.Columns, point), key)), _elsewhere)))];
    }

    public IReadOnlyList<IReadOnlyList<string>> Groups { get; }

    public IReadOnlyList<PivotColumn> Columns { get; }

    /// <summary>Cells in which more differs than seeds: a mean over anything else would hide what it is over.</summary>
    public IReadOnlyList<Problem> Collisions => [.. _places.Select(Collision).OfType<Problem>().DistinctBy(problem => problem.What)];

    public IReadOnlyList<IReadOnlyList<string>> RowsOf(IReadOnlyList<string> group) => Ordered(_points.Where(point => Same(point.Group, group)).Select(point => point.Row));

    public string Title(IReadOnlyList<string> group) => PivotWords.Title(_table.Group, _points.First(point => Same(point.Group, group)).Point, _elsewhere);

    /// <summary>The values that a cell is the mean of; none where the experiment has nothing there.</summary>
    public IReadOnlyList<PivotPoint> At(IReadOnlyList<string> group, IReadOnlyList<string> row, IReadOnlyList<string> column) => [.. _places[Place(group, row, column)]];

    private Problem? Collision(IEnumerable<PivotPoint> points)
    {
        // A method that is not trained has none of the axes that the trained ones have: that is no difference of theirs.
        var all = points.ToList();
        var trained = all.Where(point => point.Row.Source.Cell is not null).ToList();
        var differing = TableDimensions.All
            .Where(dimension => dimension is not (TableDimensions.Seed or TableDimensions.Method))
            .Where(dimension => (dimension is TableDimensions.Backbone or TableDimensions.Percentage or TableDimensions.Measure ? all : trained)
                .Select(point => point.Of(dimension, _elsewhere)).Distinct().Skip(1).Any()).ToList();
        if (trained.Count != all.Count && all.Select(point => point.Of(TableDimensions.Method, _elsewhere)).Distinct().Skip(1).Any())
        {
            differing.Add(TableDimensions.Method);
        }

        return differing.Count == 0 ? null : new Problem(
            _table.Where,
            $"in the table '{_table.Name}', values that differ in {string.Join(", ", differing)} would stand in one cell",
            "add what differs to rows, columns or group, or show fewer with measures, percentages or kinds; means are over seeds alone");
    }

    private List<string> Key(IReadOnlyList<string> dimensions, PivotPoint point) => [.. dimensions.Select(dimension => point.Of(dimension, _elsewhere))];

    private static List<IReadOnlyList<string>> Ordered(IEnumerable<IReadOnlyList<string>> keys)
    {
        var distinct = keys.DistinctBy(key => string.Join('\n', key)).ToList();
        return [.. distinct.Order(new PivotOrder(distinct))];
    }

    private static string Place(params IReadOnlyList<string>[] keys) => string.Join('\r', keys.Select(key => string.Join('\n', key)));

    private static bool Same(IReadOnlyList<string> left, IReadOnlyList<string> right) => left.SequenceEqual(right);
}
