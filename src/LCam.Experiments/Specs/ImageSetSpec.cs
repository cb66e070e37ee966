namespace LCam.Experiments.Specs;

/// <summary>Images and the list that labels them.</summary>
public sealed record ImageSetSpec
{
    /// <summary>The folder that the list's paths start from.</summary>
    public required SpecPath Images { get; init; }

    public required SpecPath List { get; init; }

    /// <summary>Folder of object masks under the images' relative names; evaluation alone, null when not given.</summary>
    public SpecPath? Masks { get; init; }

    /// <summary>Use the list's first images alone; evaluation alone, null for all.</summary>
    public int? Limit { get; init; }
}
