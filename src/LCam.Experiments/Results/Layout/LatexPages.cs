namespace LCam.Experiments.Results.Layout;

/// <summary>Cuts a long grid into parts that fit on a page each: what floats is never broken, and would run off the page.</summary>
internal static class LatexPages
{
    private const int LinesOfPage = 36;

    /// <summary>The parts, at least one; a group that goes on says so.</summary>
    public static IReadOnlyList<IReadOnlyList<GridLine>> Of(Grid grid)
    {
        var pages = new List<IReadOnlyList<GridLine>>();
        var page = new List<GridLine>();
        GridLine? group = null;
        foreach (var line in grid.Lines)
        {
            if (page.Count >= LinesOfPage)
            {
                pages.Add(page);
                page = group is null || line.Kind == GridLineKind.Group ? [] : [GridLine.Title(GridLineKind.Group, $"{group.Names[0]} (continued)")];
            }

            group = line.Kind == GridLineKind.Group ? line : group;
            page.Add(line);
        }

        pages.Add(page);
        return pages;
    }
}
