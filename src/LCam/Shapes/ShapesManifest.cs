namespace LCam.Shapes;

/// <summary><c>dataset.json</c>: what a shapes data set holds.</summary>
public sealed record ShapesManifest
{
    /// <summary>The name by which <c>dataset.json</c> says what it describes.</summary>
    public const string KindName = "lcam-shapes";

    /// <summary>Raised whenever the same options would give other bytes.</summary>
    public const int CurrentVersion = 1;

    public required string Kind { get; init; }

    public required int Version { get; init; }

    public required ShapesOptions Options { get; init; }

    /// <summary>Class names; the place is the label.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Files beside <c>dataset.json</c>.</summary>
    public required int Files { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal, over the lines <c>file's SHA-256, two spaces, path</c> ordered by path.</summary>
    public required string Sha256 { get; init; }
}
