using System.Text.Json.Nodes;
using LCam.Models;
using LCam.Problems;

namespace LCam.Explainers;

/// <summary>One explainer that can be named in a spec, with everything that others need to know about it.</summary>
public sealed record ExplainerRegistration
{
    /// <summary>Name in specs, lower case.</summary>
    public required string Id { get; init; }

    /// <summary>Name in tables.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What a reader must know of its design.</summary>
    public required ExplainerTraits Traits { get; init; }

    /// <summary>Makes it of a context that was checked.</summary>
    public required Func<ExplainerContext, IExplainer> Make { get; init; }

    /// <summary>
    /// Forward passes that one explanation costs, as the paper counts them: the masked ones where there are any, else the
    /// one that gives the feature maps; of a backbone of that shape.
    /// </summary>
    public required Func<BackboneOptions, ExplainerSettings, int?> ForwardPasses { get; init; }

    /// <summary>What a spec may set. Their values are part of the results' identity.</summary>
    public IReadOnlyList<ExplainerParameter> Parameters { get; init; } = [];

    /// <summary>What is wrong with the file of a parameter for the other parameters' values, by its header alone; it throws what is wrong with any file.</summary>
    public Func<ExplainerSettings, string, IReadOnlyList<Problem>> CheckFile { get; init; } = (_, _) => [];

    /// <summary>Whether it explains with a trained attention mechanism.</summary>
    public bool NeedsModel { get; init; }

    /// <summary>Whether its maps depend on the context's seed.</summary>
    public bool Seeded { get; init; }

    /// <summary>Whether it explains nothing and is there to compare with: tables show it below a rule.</summary>
    public bool IsControl { get; init; }

    /// <summary>What a reader of its numbers must know; tables have it as a footnote. Null where there is nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Raised when its arithmetic changes: its stored numbers are then computed anew.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The given parameters' values, and the architecture's defaults for the rest.</summary>
    /// <param name="architecture">Of the backbone to explain.</param>
    /// <param name="given">Numbers and texts by parameter's name; null is none.</param>
    /// <exception cref="ProblemException">Unknown names and wrong values, all of them, at <c>explainer.parameter</c>.</exception>
    public ExplainerSettings Resolve(IBackboneArchitecture architecture, JsonObject? given = null)
    {
        given ??= [];
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, [.. given.Select(entry => Check(entry, architecture)).OfType<Problem>()]);
        return new ExplainerSettings(architecture, new JsonObject(Parameters.Select(parameter => KeyValuePair.Create(
            parameter.Name,
            given.TryGetPropertyValue(parameter.Name, out var value) ? value?.DeepClone() : parameter.Default(architecture)))));
    }

    /// <summary>The explainer.</summary>
    /// <exception cref="ArgumentException">The context lacks what it needs.</exception>
    public IExplainer Create(ExplainerContext context)
    {
        if (Parameters.Count > 0 && context.Settings is null)
        {
            throw new ArgumentException($"{Id} needs its parameters' values", nameof(context));
        }

        return Make(context);
    }

    private Problem? Check(KeyValuePair<string, JsonNode?> entry, IBackboneArchitecture architecture)
    {
        var where = $"{Id}.{entry.Key}";
        if (Parameters.FirstOrDefault(parameter => parameter.Name == entry.Key) is { } parameter)
        {
            return parameter.Allows(entry.Value, architecture)
                ? null
                : new Problem(
                    where,
                    $"'{entry.Value?.ToString() ?? "null"}' is not {parameter.Expected(architecture)}",
                    parameter.Kind is ParameterKind.Number or ParameterKind.WholeNumber && entry.Value?.ToString().Contains(',') == true ? "write a point, not a comma" : null);
        }

        var known = Parameters.Select(parameter => parameter.Name).ToArray();
        var remedy = Suggestion.For(entry.Key, known) is { } suggestion ? $"did you mean {suggestion}?"
            : known.Length > 0 ? $"known: {string.Join(", ", known)}" : "it has none";
        return new Problem(where, $"{Id} has no parameter '{entry.Key}'", remedy);
    }
}
