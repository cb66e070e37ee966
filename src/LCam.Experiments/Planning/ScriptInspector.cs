using LCam.Experiments.Specs;
using LCam.Models;
using LCam.Models.Scripted;
using LCam.Problems;

namespace LCam.Experiments.Planning;

/// <summary>
/// Runs the TorchScript networks of a spec once, at the sizes that its cells show them, and tells what that shows: how many
/// classes they have, and what is wrong. Only for specs that the user names: whoever reads a stored one has no leave to run its files.
/// </summary>
/// <param name="loadLibrary">Loads the numeric library.</param>
/// <param name="say">Told what takes seconds.</param>
public sealed class ScriptInspector(Action loadLibrary, Action<string> say)
{
    private readonly Dictionary<string, (ScriptFacts? Facts, ProblemException? Failure)> _known = new(StringComparer.Ordinal);

    /// <summary>The spec with the classes that it does not say itself, and all that is wrong with its TorchScript networks.</summary>
    internal (ExperimentSpec Spec, IReadOnlyList<Problem> Problems) Inspect(ExperimentSpec spec)
    {
        var problems = new List<Problem>();
        var backbones = spec.Backbones.ToDictionary(backbone => backbone.Name, backbone => Inspect(spec, backbone, problems), StringComparer.Ordinal);
        return spec.Backbones.All(backbone => ReferenceEquals(backbones[backbone.Name], backbone)) ? (spec, problems) : (spec with
        {
            Backbones = [.. backbones.Values],
            Cells = [.. spec.Cells.Select(cell => cell with { Backbone = backbones[cell.Backbone.Name] })],
        }, problems);
    }

    private BackboneSpec Inspect(ExperimentSpec spec, BackboneSpec backbone, List<Problem> problems)
    {
        // What is missing is told as of every input.
        if (backbone is not { Script: { Head.Resolved: { } head } script, Weights: { Resolved: { } features } weights } || !File.Exists(features) || !File.Exists(head))
        {
            return backbone;
        }

        var sides = spec.Cells.Where(cell => cell.Backbone.Name == backbone.Name)
            .SelectMany(cell => cell.Given is null ? new[] { cell.Training.CropSize, cell.Evaluation.CropSize } : [cell.Evaluation.CropSize])
            .Distinct().Order().ToList();
        if (sides.Count == 0)
        {
            return backbone;
        }

        var (facts, failure) = Run(features, head, script.TakesPixels, sides);
        if (failure is not null)
        {
            problems.AddRange(failure.Problems.Select(problem => problem with { Where = problem.Where == head ? script.Head.Where : weights.Where, What = $"{problem.Where}: {problem.What}" }));
            return backbone;
        }

        if (script.SaysClasses && facts!.Classes != backbone.Classes)
        {
            problems.Add(new Problem(script.Head.Where, FormattableString.Invariant($"{head}: expected {backbone.Classes} classes, found {facts.Classes}"), FormattableString.Invariant($"write classes: {facts.Classes}, or leave it out")));
        }

        return facts!.Classes == backbone.Classes ? backbone : backbone with { Classes = facts.Classes };
    }

    private (ScriptFacts? Facts, ProblemException? Failure) Run(string features, string head, bool takesPixels, List<int> sides)
    {
        var what = FormattableString.Invariant($"{features}\n{head}\n{takesPixels} {string.Join(' ', sides)}");
        if (!_known.TryGetValue(what, out var known))
        {
            say($"running {features} and {head} once to learn their shapes");
            try
            {
                ScriptedBackbone.CheckFiles(features, head);
                loadLibrary();
                var options = new BackboneOptions(ScriptedArchitecture.Name) { Script = new ScriptOptions(head) { TakesPixels = takesPixels } };
                known = (ScriptedBackbone.Inspect(options, features, sides), null);
            }
            catch (ProblemException failure) when (failure.Kind == ProblemKind.InvalidInput)
            {
                known = (null, failure);
            }

            _known.Add(what, known);
        }

        return known;
    }
}
