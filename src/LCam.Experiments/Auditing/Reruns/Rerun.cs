using System.Globalization;
using System.Text.Json.Serialization;

namespace LCam.Experiments.Auditing.Reruns;

/// <summary>A run that was executed again, and how what came out compares with what the store has.</summary>
public sealed record Rerun
{
    // A line of thousands is none.
    private const int Named = 20;

    public required string Run { get; init; }

    /// <summary>What its stage is, for people.</summary>
    public required string Stage { get; init; }

    /// <summary>What is promised; null where it could not be executed.</summary>
    public Promise? Promise { get; init; }

    /// <summary>How many images, steps or similarities were compared.</summary>
    public long Compared { get; init; }

    /// <summary>What is counted: images, steps or similarities.</summary>
    public required string Unit { get; init; }

    /// <summary>How many of them have other bits.</summary>
    public long Differing { get; init; }

    /// <summary>The first of these: which, what of it, and both values.</summary>
    public string? First { get; init; }

    /// <summary>The largest deviation: of a confidence or similarity as it is, of a step's metric relative to it.</summary>
    public double? LargestDeviation { get; init; }

    /// <summary>How the trained weights differ from those in the store; null where they do not, or were not made.</summary>
    public string? Weights { get; init; }

    /// <summary>What is counted otherwise than the store counts it, image by image: drops that became increases, classes, ranks, constant maps.</summary>
    public IReadOnlyList<string> Counted { get; init; } = [];

    /// <summary>The numbers are what was promised.</summary>
    public bool Holds { get; init; }

    /// <summary>Why it could not be executed again; null where it could.</summary>
    public string? Failure { get; init; }

    /// <summary>All that came out has the same bits.</summary>
    [JsonIgnore]
    public bool IsIdentical => Failure is null && Differing == 0 && Weights is null;

    /// <summary>In words, the promise that applied included.</summary>
    public string Tell() => this switch
    {
        { Failure: { } failure } => $"not executed again: {failure}",
        { IsIdentical: true } => string.Create(CultureInfo.InvariantCulture, $"{Compared} {Unit}, bit-identical ({Promised})"),
        { Differing: 0 } => $"{Weights} ({Promised})",
        _ => string.Create(CultureInfo.InvariantCulture, $"{First}; {Differing} of {Compared} {Unit} differ, by {LargestDeviation:G3} at most ({Promised}){TellCounted()}"),
    };

    /// <summary>Which images are counted otherwise, in words; empty where none is.</summary>
    public string TellCounted() => Counted.Count == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"; counted otherwise: {string.Join("; ", Counted.Take(Named))}{(Counted.Count > Named ? $"; and {Counted.Count - Named} more" : "")}");

    private string Promised => Promise is null ? "nothing is promised" : $"promised: {Promise.Words(Unit)}, {Promise.Why}";
}
