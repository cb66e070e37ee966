using LCam.Experiments.Stages;

namespace LCam.Experiments.Galleries;

/// <summary>A method whose maps are to be made.</summary>
/// <param name="Planned">What the store knows of it.</param>
/// <param name="Order">How it was measured.</param>
/// <param name="Folder">Of the run that measured it.</param>
/// <param name="Kept">Its maps, where a run kept them.</param>
internal sealed record PaintingMethod(PlannedMethod Planned, MeasureOrder Order, StageFolder Folder, KeptMaps? Kept);
