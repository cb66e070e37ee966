namespace LCam.Labelling;

/// <summary>How far a labelling is.</summary>
/// <param name="Done">Images labelled, those of earlier runs included.</param>
/// <param name="Total">Images in all.</param>
/// <param name="Resumed">How many of <paramref name="Done"/> an interrupted run had left.</param>
public readonly record struct LabellingProgress(int Done, int Total, int Resumed);
