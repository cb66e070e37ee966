using System.Text.RegularExpressions;
using LCam.Losses;
using LCam.Models;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the attention mechanisms that were trained elsewhere of a spec's values.</summary>
internal sealed partial class AttentionsBinder(ValueResolver resolver, List<Problem> problems)
{
    public const string Key = "attentions";

    private readonly SpecValues _values = resolver.Values;

    public AttentionsSpec Bind()
    {
        var patterns = resolver.List(Key);
        foreach (var more in patterns.Skip(1))
        {
            problems.Add(new Problem(more.Where, "there can be one pattern for all models", "name single models by { model: NAME, file: PATH }"));
        }

        var pattern = patterns.Count > 0 ? (SpecPath)patterns[0].Value : null;
        if (pattern is not null)
        {
            Check(pattern);
            if (pattern.Unresolved is { } problem)
            {
                resolver.UnresolvedPaths.Add(problem);
            }
        }

        return new AttentionsSpec(pattern, [.. _values.Items.GetValueOrDefault(Key, []).Select(item => Entry(item.Path))]);
    }

    private void Check(SpecPath pattern)
    {
        foreach (var name in PlaceholderPattern().Matches(pattern.Written).Select(match => match.Groups[1].Value).Except(AttentionsSpec.Placeholders))
        {
            problems.Add(new Problem(
                pattern.Where,
                $"'{{{name}}}' is no placeholder",
                Suggestion.For(name, AttentionsSpec.Placeholders) is { } near ? $"did you mean '{{{near}}}'?" : $"known here: {string.Join(", ", AttentionsSpec.Placeholders.Select(known => $"{{{known}}}"))}"));
        }
    }

    private AttentionEntry Entry(string path)
    {
        var model = resolver.Optional<string>($"{path}.model")!;
        var backbone = resolver.Optional<string>($"{path}.backbone");
        var known = Models(backbone).ToList();
        if (!known.Contains(model))
        {
            problems.Add(new Problem(
                _values.Where($"{path}.model"),
                $"no backbone here has a model '{model}'",
                Suggestion.For(model, known) is { } near ? $"did you mean '{near}'?" : known.Count > 0 ? $"known here: {string.Join(", ", known)}" : null));
        }

        if (backbone is not null && !_values.Backbones.Contains(backbone))
        {
            problems.Add(new Problem(_values.Where($"{path}.backbone"), $"there is no '{backbone}' under 'backbones'", $"backbones has: {string.Join(", ", _values.Backbones)}"));
        }

        return new AttentionEntry(model, backbone, resolver.Path($"{path}.file"));
    }

    private IEnumerable<string> Models(string? backbone) =>
        from name in _values.Backbones
        where backbone is null || name == backbone
        let id = _values.Scalars.GetValueOrDefault($"backbones.{name}.architecture")?.Text ?? name
        let architecture = Backbones.Named.FirstOrDefault(candidate => candidate.Id == id)
        where architecture is not null
        from variant in architecture.Variants
        from loss in Enum.GetValues<LossKind>()
        select ModelNames.For(architecture, variant, loss);

    [GeneratedRegex(@"(?<!\$)\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceholderPattern();
}
