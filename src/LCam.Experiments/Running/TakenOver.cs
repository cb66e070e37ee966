using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>What a new attempt begins with.</summary>
/// <param name="Run">The earlier attempt that had saved it.</param>
/// <param name="Done">Steps that are done.</param>
internal sealed record TakenOver(RunRecord Run, long Done)
{
    public string From => Run.Id;
}
