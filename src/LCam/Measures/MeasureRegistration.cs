using System.Text.Json.Nodes;
using LCam.Evaluation;

namespace LCam.Measures;

/// <summary>One measure that can be named in a spec, with everything that others need to know about it.</summary>
public sealed record MeasureRegistration
{
    /// <summary>Name in specs, journals, the store and stage keys, lower case with hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>Heading in tables.</summary>
    public required string Name { get; init; }

    /// <summary>What tables say about it: a few words, fit to follow the name and a colon.</summary>
    public required string Caption { get; init; }

    public required MeasureDirection Direction { get; init; }

    public MeasureUnit Unit { get; init; } = MeasureUnit.Share;

    /// <summary>What it is, in sentences: the formula in words.</summary>
    public required string Definition { get; init; }

    /// <summary>Where an image has no value, in a sentence.</summary>
    public required string Undefined { get; init; }

    /// <summary>Where the definition is from: paper and, where it decides details, code.</summary>
    public required string Source { get; init; }

    /// <summary>Raised when its arithmetic changes: its stored numbers are then computed anew.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Whether it needs to know where the object is.</summary>
    public bool NeedsObjects { get; init; }

    /// <summary>Whether it tells how long explaining took: no such number comes out the same twice.</summary>
    public bool IsTiming { get; init; }

    /// <summary>Its aggregate in percent at one percentage, for a measure of the confidences and ranks that every evaluation stores; else null.</summary>
    public Func<ConfidenceSummary, double>? OfSummary { get; init; }

    /// <summary>Makes it; null for a measure of the confidences and ranks, which nobody has to take.</summary>
    public Func<MeasureOptions, IMeasure>? Make { get; init; }

    /// <summary>
    /// Whether it is taken of every image without being asked for. One that needs objects is then taken where these are known,
    /// of the images that have one: others have no value of it, not even an undefined one.
    /// </summary>
    public bool TakenByDefault { get; init; }

    /// <summary>What a mean counts for an image where the measure is undefined; null where a mean leaves such images out.</summary>
    public double? UndefinedCountsAs { get; init; }

    /// <summary>The measure that tables show beside this one: what a map that knows nothing has of it.</summary>
    public MeasureRegistration? Baseline { get; init; }

    /// <summary>What lists of one run's numbers call it, where its name and id say too little.</summary>
    public string? LongName { get; init; }

    /// <summary>The values of its settings for square inputs of that many pixels a side.</summary>
    public Func<MeasureOptions, int, JsonObject> Settings { get; init; } = (_, _) => [];

    /// <summary>Whether tables for people show it where a spec chooses no measures; one that needs objects, where these are known.</summary>
    public bool ShownByDefault { get; init; }

    /// <summary>Whether it has a value for each share of muted pixels, rather than one for the unmuted map.</summary>
    public bool PerPercentage => OfSummary is not null;

    /// <summary>Whether it is taken of those images alone that have an object.</summary>
    public bool OnlyOfObjects => TakenByDefault && NeedsObjects;

    /// <summary>An image's value as means count it; null where they leave the image out.</summary>
    public double? Counted(ImageScore score) => score.Measures?.TryGetValue(Id, out var value) == true ? value ?? UndefinedCountsAs : null;

    /// <summary>What determines its numbers, for stage keys: version and settings.</summary>
    public JsonObject Identity(MeasureOptions options, int side)
    {
        var identity = Settings(options, side);
        identity["version"] = Version;
        return identity;
    }
}
