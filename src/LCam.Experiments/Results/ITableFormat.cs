namespace LCam.Experiments.Results;

/// <summary>A way to write a table as text.</summary>
public interface ITableFormat
{
    /// <summary>Name on the command line.</summary>
    string Id { get; }

    /// <summary>The table as text, ending with a line feed.</summary>
    string Render(ResultTable table);

    /// <summary>As the other overload, of a sanity check.</summary>
    string Render(SanityTable table);

    /// <summary>As the other overloads, of a spec's named table.</summary>
    string Render(PivotTable table);

    /// <summary>Whether a text begins as what this format makes begins: then lcam wrote it.</summary>
    bool Wrote(string text);
}
