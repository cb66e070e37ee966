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

        return new ExplainersSpec { Ids = ids, Seed = seed, Parameters = parameters, Files = files };
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
