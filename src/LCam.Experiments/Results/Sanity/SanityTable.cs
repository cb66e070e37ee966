using LCam.Texts;

namespace LCam.Experiments.Results;

/// <summary>A sanity check's numbers: how alike maps stay while the network's layers become random.</summary>
/// <param name="Name">The experiment's.</param>
/// <param name="Groups">A backbone each.</param>
/// <param name="Notes">What holds for the table as a whole.</param>
public sealed record SanityTable(string Name, IReadOnlyList<SanityGroup> Groups, IReadOnlyList<string> Notes) : ExperimentTable(Name)
{
    public override string Render(ITableFormat format) => VisibleText.Of(format.Render(this));
}
