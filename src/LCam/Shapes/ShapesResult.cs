namespace LCam.Shapes;

/// <summary>What <see cref="ShapesDataSet.Make"/> did.</summary>
/// <param name="Manifest">What the folder holds.</param>
/// <param name="Created">False when the folder held the same data set already.</param>
public sealed record ShapesResult(ShapesManifest Manifest, bool Created);
