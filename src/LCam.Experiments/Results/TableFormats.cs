using LCam.Experiments.Results.Layout;

namespace LCam.Experiments.Results;

/// <summary>The formats that tables can be written in.</summary>
public static class TableFormats
{
    public static IReadOnlyList<ITableFormat> All { get; } = [new MarkdownFormat(), new CsvFormat(), new LatexFormat(), new JsonFormat(), new HtmlFormat()];

    /// <summary>The paper's, for people.</summary>
    public static ITableFormat Default => All[0];
}
