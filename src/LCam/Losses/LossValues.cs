namespace LCam.Losses;

/// <summary>The loss and its weighted terms at one step; terms that the loss has not are null.</summary>
public sealed record LossValues(double Total, double CrossEntropy, double? Area, double? Variation)
{
    public bool IsFinite =>
        double.IsFinite(Total) && double.IsFinite(CrossEntropy) && double.IsFinite(Area ?? 0) && double.IsFinite(Variation ?? 0);
}
