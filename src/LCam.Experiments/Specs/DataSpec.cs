namespace LCam.Experiments.Specs;

/// <summary>The images: either <see cref="Shapes"/>, or both <see cref="Train"/> and <see cref="Evaluation"/>.</summary>
public sealed record DataSpec
{
    public ShapesSpec? Shapes { get; init; }

    public ImageSetSpec? Train { get; init; }

    public ImageSetSpec? Evaluation { get; init; }

    /// <summary>File of the classes' names; null when not given.</summary>
    public SpecPath? Names { get; init; }
}
