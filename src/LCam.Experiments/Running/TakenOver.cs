using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Experiments.Running;

/// <summary>What a new attempt begins with.</summary>
/// <param name="Run">The earlier attempt that had saved it.</param>
/// <param name="Point">Where the new attempt goes on.</param>
internal sealed record TakenOver(RunRecord Run, ResumePoint Point);
