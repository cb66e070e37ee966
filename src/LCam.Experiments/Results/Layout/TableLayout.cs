namespace LCam.Experiments.Results.Layout;

/// <summary>Lays tables of every kind out for people.</summary>
public static class TableLayout
{
    public static TableDocument Of(ExperimentTable table) => table switch
    {
        ResultTable results => ResultLayout.Of(results),
        SanityTable sanity => SanityLayout.Of(sanity),
        PivotTable pivot => PivotLayout.Of(pivot),
        _ => throw new ArgumentException($"{table.GetType().Name} has no layout", nameof(table)),
    };
}
