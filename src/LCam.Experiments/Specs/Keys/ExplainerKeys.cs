using LCam.Explainers;
using LCam.Models;

namespace LCam.Experiments.Specs.Keys;

/// <summary>The keys of explainers' parameters, from the explainers' own definitions.</summary>
internal static class ExplainerKeys
{
    /// <summary>Ids that <c>compare</c> may name: every explainer that needs no training.</summary>
    public static IReadOnlyList<string> Compared { get; } = [.. Untrained.Select(explainer => explainer.Id)];

    /// <summary>Ids of the controls.</summary>
    public static IReadOnlyList<string> Controls { get; } = [.. Untrained.Where(explainer => explainer.IsControl).Select(explainer => explainer.Id)];

    public static IEnumerable<SpecKey> All =>
        from explainer in Untrained
        from parameter in explainer.Parameters
        select SpecKey.At(Path(explainer.Id, parameter.Name), Rule(parameter), $"Of {explainer.DisplayName}: {char.ToLowerInvariant(parameter.Meaning[0])}{parameter.Meaning[1..]}") with { Default = parameter.DefaultText };

    private static IEnumerable<ExplainerRegistration> Untrained => ExplainerRegistry.All.Where(explainer => !explainer.NeedsModel);

    /// <summary>The key of an explainer's parameter.</summary>
    public static string Path(string explainer, string parameter) => $"explainers.{explainer}.{parameter}";

    // What hangs on the architecture is checked again for each backbone.
    private static ValueRule Rule(ExplainerParameter parameter) => parameter.Kind switch
    {
        ParameterKind.WholeNumber => ValueRule.Integer((long)parameter.Minimum, (long)parameter.Maximum),
        ParameterKind.Number => ValueRule.NumberBetween(parameter.Minimum, parameter.Maximum),
        ParameterKind.Choice => ValueRule.OneOf([.. Backbones.Named.SelectMany(parameter.Choices).Distinct()]),
        _ => ValueRule.Path,
    };
}
