namespace LCam.Explainers.Perturbation;

/// <summary>One mask before it is upsampled.</summary>
/// <param name="Cells">Grid x grid values in row-major order: 1 is kept, 0 is not.</param>
/// <param name="ShiftY">Rows that the crop starts below the upsampled grid's top.</param>
/// <param name="ShiftX">Columns that the crop starts right of its left side.</param>
internal readonly record struct RiseMask(double[] Cells, int ShiftY, int ShiftX);
