namespace LCam.Experiments.Listing;

/// <summary>Sorts listed runs by columns; those without a value are last, either way.</summary>
public static class RunOrder
{
    public static IReadOnlyList<ListedRun> Sorted(IEnumerable<ListedRun> runs, IReadOnlyList<(string Column, bool IsReversed)> columns)
    {
        var sorted = runs.OrderBy(_ => 0);
        foreach (var (column, isReversed) in columns)
        {
            sorted = sorted.ThenBy(run => run.Text(column).Length == 0);
            sorted = (RunList.IsNumber(column), isReversed) switch
            {
                (true, false) => sorted.ThenBy(run => run.Number(column)),
                (true, true) => sorted.ThenByDescending(run => run.Number(column)),
                (false, false) => sorted.ThenBy(run => run.Text(column), StringComparer.Ordinal),
                (false, true) => sorted.ThenByDescending(run => run.Text(column), StringComparer.Ordinal),
            };
        }

        return [.. sorted];
    }
}
