namespace LCam.Experiments.Crates;

/// <summary>What a crate says that no store knows.</summary>
/// <param name="Authors">Who made the experiment and ran it; empty where nobody is named.</param>
/// <param name="License">Under what its contents may be used: an SPDX identifier or an address; null where nobody says.</param>
public sealed record CrateOptions(IReadOnlyList<CrateAuthor> Authors, string? License)
{
    /// <summary>Whether weight files go along, those that others made too.</summary>
    public bool IncludeModels { get; init; }
}
