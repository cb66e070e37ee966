using System.Text.Json.Nodes;
using LCam.Experiments.Specs.Keys;
using LCam.Explainers;
using LCam.Models;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the explainers beside the trained ones of a spec's values.</summary>
internal sealed class ExplainersBinder(ValueResolver resolver, List<Problem> problems)
{
    private const string ControlsKey = "controls";

    // A row's heading.
    private const int LongestName = 80;

    private readonly SpecValues _values = resolver.Values;

    public ExplainersSpec Bind(IReadOnlyList<BackboneSpec> backbones)
    {
        var ids = resolver.List("compare").Select(item => item.Text).Union(Controls()).ToList();
        var seed = resolver.Value("explainers.seed", 1L);
        var parameters = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var files = new Dictionary<string, IReadOnlyDictionary<string, SpecPath>>(StringComparer.Ordinal);
        foreach (var explainer in ExplainerRegistry.All.Where(explainer => !explainer.NeedsModel))
        {
            parameters[explainer.Id] = Values(explainer);
            files[explainer.Id] = Files(explainer);
            if (ids.Contains(explainer.Id))
            {
                foreach (var backbone in backbones)
                {
                    Check(explainer, parameters[explainer.Id], backbone);
                }
            }
        }

        return new ExplainersSpec { Ids = ids, Recorded = Recorded(backbones), Seed = seed, Parameters = parameters, Files = files };
    }

    private List<RecordedMapsSpec> Recorded(IReadOnlyList<BackboneSpec> backbones)
    {
        var recorded = new List<RecordedMapsSpec>();
        foreach (var (path, origin) in _values.Items.GetValueOrDefault("compare", []))
        {
            var name = resolver.Optional<string>($"{path}.name")!.Trim();
            var backbone = resolver.Optional<string>($"{path}.backbone") ?? (backbones.Count == 1 ? backbones[0].Name : null);
            if (name.Length == 0 || name.Any(char.IsControl) || name.Length > LongestName)
            {
                problems.Add(new Problem(_values.Where($"{path}.name"), "this is no name that a table could show", FormattableString.Invariant($"give one line of 1 to {LongestName} characters")));
            }
            else if (recorded.Exists(other => other.Name == name) || ExplainerRegistry.All.Any(explainer => explainer.DisplayName == name || explainer.Id == name))
            {
                problems.Add(new Problem(_values.Where($"{path}.name"), $"another explainer is called '{name}'", "give each a name of its own"));
            }
            else if (backbone is null)
            {
                problems.Add(new Problem(origin.Where($"{path}.backbone"), "maps explain one network, and there are several", $"give backbone: one of {string.Join(", ", backbones.Select(one => one.Name))}"));
            }
            else if (!backbones.Any(one => one.Name == backbone))
            {
                problems.Add(new Problem(_values.Where($"{path}.backbone"), $"there is no '{backbone}' under 'backbones'", $"backbones has: {string.Join(", ", backbones.Select(one => one.Name))}"));
            }
            else
            {
                recorded.Add(new RecordedMapsSpec(name, resolver.Path($"{path}.maps"), backbone));
            }
        }

        return recorded;
    }

    private IEnumerable<string> Controls()
    {
        if (_values.Written.Contains(ControlsKey))
        {
            return resolver.List(ControlsKey).Select(item => item.Text);
        }

        resolver.Note(ControlsKey, $"[{string.Join(", ", ExplainerKeys.Controls)}]", SpecOrigin.OfDefault());
        return ExplainerKeys.Controls;
    }

    private JsonObject Values(ExplainerRegistration explainer)
    {
        var given = new JsonObject();
        foreach (var parameter in explainer.Parameters.Where(parameter => parameter.Kind != ParameterKind.File))
        {
            var path = ExplainerKeys.Path(explainer.Id, parameter.Name);
            if (_values.Scalars.GetValueOrDefault(path) is { } scalar)
            {
                resolver.Note(path, scalar.Text, scalar.Origin);
                given[parameter.Name] = scalar.Value switch
                {
                    long whole => whole,
                    double number => number,
                    var text => text.ToString(),
                };
            }
        }

        return given;
    }

    private Dictionary<string, SpecPath> Files(ExplainerRegistration explainer)
    {
        var files = new Dictionary<string, SpecPath>(StringComparer.Ordinal);
        foreach (var parameter in explainer.Parameters.Where(parameter => parameter.Kind == ParameterKind.File))
        {
            if (resolver.Optional<SpecPath>(ExplainerKeys.Path(explainer.Id, parameter.Name)) is { } file)
            {
                files[parameter.Name] = file;
            }
        }

        return files;
    }

    private void Check(ExplainerRegistration explainer, JsonObject given, BackboneSpec backbone)
    {
        try
        {
            explainer.Resolve(Backbones.Find(backbone.Architecture), given);
        }
        catch (ProblemException wrong)
        {
            problems.AddRange(wrong.Problems.Select(problem =>
                new Problem(_values.Where("explainers." + problem.Where), $"{backbone.Name}: {problem.What}", problem.Remedy)));
        }
    }
}
