namespace LCam.Experiments.Specs;

/// <summary>The embedded data set of shapes: what determines it, and where it is, or is made when absent.</summary>
public sealed record ShapesSpec
{
    public required SpecPath Folder { get; init; }

    public required long Seed { get; init; }

    /// <summary>Training images.</summary>
    public required int Train { get; init; }

    /// <summary>Evaluation images.</summary>
    public required int Evaluation { get; init; }

    /// <summary>2 to 8.</summary>
    public required int Classes { get; init; }

    /// <summary>Side of the square images, in pixels.</summary>
    public required int Size { get; init; }
}
