namespace LCam.Losses;

/// <summary>The proposed loss's terms. Not used where the loss is cross-entropy alone, whose weight is 1.</summary>
public sealed record LossOptions
{
    /// <summary>Weight of the cross-entropy term.</summary>
    public double CrossEntropy { get; init; } = 1.5;

    /// <summary>Weight of the area term.</summary>
    public double Area { get; init; } = 2;

    /// <summary>Weight of the variation term.</summary>
    public double Variation { get; init; } = 0.01;

    /// <summary>Exponent of the area term's masks.</summary>
    public double AreaPower { get; init; } = 0.3;

    /// <summary>Added to the masks before the area term's power, whose slope at 0 is infinite.</summary>
    public double AreaOffset { get; init; } = 0.0005;

    /// <summary>Weight of the squared mask values on the four borders within the variation term.</summary>
    public double Border { get; init; } = 0.3;
}
