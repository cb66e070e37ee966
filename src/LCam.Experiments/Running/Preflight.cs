using LCam.Experiments.Planning;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Experiments.Running;

/// <summary>What can be found wrong before any work: the plan's missing inputs, and weights that do not fit their network.</summary>
public static class Preflight
{
    /// <exception cref="ProblemException">All that is wrong.</exception>
    public static void Check(ExperimentPlan plan)
    {
        ProblemException.ThrowIfAny(plan.ProblemKind, plan.Problems);
        var problems = plan.Cells
            .Where(cell => cell.Train is { State: not PlanState.Cached } || cell.Measure.State != PlanState.Cached)
            .Select(cell => cell.Backbone)
            .Where(backbone => backbone is { Weights: not null, Script: null })
            .DistinctBy(backbone => backbone.Name)
            .SelectMany(backbone =>
            {
                using var network = Backbones.Create(new BackboneOptions(backbone.Architecture, backbone.Classes, backbone.Width));
                using var expected = StateDict.CopyOf(network);
                return StateDictLoader.Check(expected.Summaries(), WeightFile.ReadHeader(backbone.Weights!.Resolved!, backbone.Entry));
            })
            .ToList();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
    }
}
