namespace LCam.Experiments.Results;

/// <summary>An experiment's numbers, whatever its kind.</summary>
/// <param name="Name">The experiment's.</param>
public abstract record ExperimentTable(string Name)
{
    /// <summary>The table as text, ending with a line feed.</summary>
    public abstract string Render(ITableFormat format);
}
