namespace LCam.Tests.Explainers;

/// <summary>How near to the reference is near enough.</summary>
internal sealed record AgreementBounds
{
    /// <summary>Of maps in [0,1].</summary>
    internal double Map { get; init; } = 1e-4;

    /// <summary>Of the confidence in the image under the whole map.</summary>
    internal double Score { get; init; } = 1e-5;

    /// <summary>Of the confidence under the muted map: a rounding can mute another pixel of a tie at the threshold.</summary>
    internal double TiedScore { get; init; } = 1e-2;

    /// <summary>In percent.</summary>
    internal double AverageDrop { get; init; } = 1e-3;
}
