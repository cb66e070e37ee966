namespace LCam.Experiments.Results;

/// <summary>How a cell differs from its group's baseline on the same images.</summary>
/// <param name="Difference">Mean of the differences, this less the baseline, in the cells' unit.</param>
/// <param name="Interval">Its paired bootstrap interval over images and seeds.</param>
/// <param name="Images">Images that both have a value for.</param>
/// <param name="Wilcoxon">Two-sided p-value of the signed-rank test of the images' means over seeds, after Holm's correction over the table.</param>
/// <param name="Bootstrap">Two-sided p-value of the paired bootstrap over images and seeds, likewise corrected.</param>
/// <param name="Effect">Matched-pairs rank-biserial correlation in [-1, 1]: positive where this has the larger values.</param>
public sealed record PairedTest(double Difference, Interval Interval, int Images, double Wilcoxon, double Bootstrap, double Effect);
