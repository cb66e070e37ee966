using LCam.Problems;

namespace LCam.Experiments.Specs;

/// <summary>A path that a spec gives. Reading a spec never looks whether the file is there.</summary>
public sealed record SpecPath
{
    /// <summary>The text in the spec, variables unexpanded.</summary>
    public required string Written { get; init; }

    /// <summary>The absolute path; null when a variable in it is not set.</summary>
    public required string? Resolved { get; init; }

    /// <summary>Why there is no <see cref="Resolved"/>; null when there is one.</summary>
    public required Problem? Unresolved { get; init; }

    public required SpecOrigin Origin { get; init; }

    /// <summary>The place of a problem with it: <c>file:line:key</c> or <c>--set key</c>.</summary>
    public required string Where { get; init; }

    /// <summary>The absolute path, or <see cref="Written"/> when there is none: for people to read.</summary>
    public override string ToString() => Resolved ?? Written;
}
