namespace LCam.Explainers.Perturbation;

/// <summary>How RISE masks.</summary>
/// <param name="Masks">Number of masks.</param>
/// <param name="Grid">Cells a side before upsampling.</param>
/// <param name="Probability">Chance that a cell is kept, in (0,1).</param>
/// <param name="BatchSize">Masked images per forward pass.</param>
/// <param name="MaskFile">Masks to use instead of random ones; null for none.</param>
internal sealed record RiseOptions(int Masks, int Grid, double Probability, int BatchSize, string? MaskFile)
{
    private const string MasksName = "masks";
    private const string GridName = "grid";
    private const string ProbabilityName = "probability";
    private const string MaskFileName = "mask-file";

    /// <summary>The definitions; the defaults are those of the reference's comparison scripts.</summary>
    internal static IReadOnlyList<ExplainerParameter> Parameters { get; } =
    [
        ExplainerParameter.WholeNumber(MasksName, "Number of masks.", architecture => architecture.Defaults.RiseMasks, 1, 1_000_000),
        ExplainerParameter.WholeNumber(GridName, "Cells a side of a mask before it is upsampled.", _ => 7, 2, 64),
        ExplainerParameter.Between(ProbabilityName, "Chance that a cell is kept.", 0.5, 0, 1),
        MaskBatches.BatchSize,
        ExplainerParameter.File(MaskFileName, "Safetensors file with grid (M,g,g) and shifts_xy (M,2), whose first masks are used instead of random ones."),
    ];

    internal static RiseOptions From(ExplainerSettings settings) => new(
        settings.WholeNumber(MasksName),
        settings.WholeNumber(GridName),
        settings.Number(ProbabilityName),
        settings.WholeNumber(MaskBatches.BatchSize.Name),
        settings.Text(MaskFileName));
}
