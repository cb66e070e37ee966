using LCam.Losses;
using LCam.Models;

namespace LCam.Experiments.Specs;

/// <summary>Where attention mechanisms lie that were trained elsewhere.</summary>
/// <param name="Pattern">Of all models, with placeholders such as <c>{model}</c>; null where only single ones are named.</param>
/// <param name="Entries">Single models, which the pattern is not for.</param>
public sealed record AttentionsSpec(SpecPath? Pattern, IReadOnlyList<AttentionEntry> Entries)
{
    /// <summary>What a pattern may hold; the reference's folders are called as its models.</summary>
    public static readonly IReadOnlyList<string> Placeholders = ["model", "backbone", "variant", "loss", "seed"];

    public static AttentionsSpec None { get; } = new(null, []);

    /// <summary>The attention of a model; null where it is to be trained here.</summary>
    public GivenAttention? Of(string backbone, IBackboneArchitecture architecture, Variant variant, LossKind loss, long seed)
    {
        var model = ModelNames.For(architecture, variant, loss);
        if (Entries.FirstOrDefault(entry => entry.Model == model && (entry.Backbone is null || entry.Backbone == backbone)) is { } entry)
        {
            return new GivenAttention(entry.File, model, IsNamed: true);
        }

        if (Pattern is null)
        {
            return null;
        }

        string Filled(string text) => text
            .Replace("{model}", model, StringComparison.Ordinal)
            .Replace("{backbone}", backbone, StringComparison.Ordinal)
            .Replace("{variant}", variant.Id, StringComparison.Ordinal)
            .Replace("{loss}", SpecNames.Of(loss), StringComparison.Ordinal)
            .Replace("{seed}", FormattableString.Invariant($"{seed}"), StringComparison.Ordinal);
        return new GivenAttention(
            Pattern with { Written = Filled(Pattern.Written), Resolved = Pattern.Resolved is { } path ? Filled(path) : null }, model, IsNamed: false)
        {
            HasSeed = Pattern.Written.Contains("{seed}", StringComparison.Ordinal),
        };
    }
}

/// <summary>The attention of one model.</summary>
/// <param name="Model">The reference's name of the model, as <c>ResNet50_L_CAM_Img</c>.</param>
/// <param name="Backbone">Name of the backbone; null for every one of the model's architecture.</param>
public sealed record AttentionEntry(string Model, string? Backbone, SpecPath File);

/// <summary>The attention of a cell that was trained elsewhere.</summary>
/// <param name="File">A weight file, or a folder with exactly one.</param>
/// <param name="Model">The reference's name of the model that it is to be.</param>
/// <param name="IsNamed">Whether the spec names it for this model alone: then it may say of itself that it is another.</param>
public sealed record GivenAttention(SpecPath File, string Model, bool IsNamed)
{
    /// <summary>Whether models of several seeds are told apart by their paths.</summary>
    public bool HasSeed { get; init; }
}
