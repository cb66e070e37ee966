namespace LCam.Explainers.Perturbation;

/// <summary>Where RISE's masks come from: each is known by its number alone.</summary>
internal interface IRiseMaskSource
{
    /// <summary>The mask of that 0-based number, for cells of that many pixels: its shifts are below them.</summary>
    RiseMask Mask(int number, int cellHeight, int cellWidth);
}
