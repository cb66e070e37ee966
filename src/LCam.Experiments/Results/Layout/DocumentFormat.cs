namespace LCam.Experiments.Results.Layout;

/// <summary>A format for people: all kinds of tables are laid out into one model, and written from there.</summary>
internal abstract class DocumentFormat : ITableFormat
{
    public abstract string Id { get; }

    public abstract bool Wrote(string text);

    public string Render(ResultTable table) => Render(ResultLayout.Of(table));

    public string Render(SanityTable table) => Render(SanityLayout.Of(table));

    public string Render(PivotTable table) => Render(PivotLayout.Of(table));

    /// <summary>The document as text, ending with a line feed.</summary>
    public abstract string Render(TableDocument document);
}
