namespace LCam.Experiments.Results.Layout;

/// <summary>Lines of cells under one row of headings.</summary>
/// <param name="Heading">Stands above it; null where the document's title is enough.</param>
/// <param name="Heads">Headings of the columns that name a line: at least one.</param>
/// <param name="Columns">Headings of the columns with values.</param>
/// <param name="Lines">Each with as many names and cells as there are headings, save titles, which have none.</param>
public sealed record Grid(string? Heading, IReadOnlyList<string> Heads, IReadOnlyList<string> Columns, IReadOnlyList<GridLine> Lines);
