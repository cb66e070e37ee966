using LCam.Experiments.Specs;

namespace LCam.Experiments.Planning;

/// <summary>
/// The part of an experiment that its selection chooses. Everything is planned and recorded whole: what a part leaves out of
/// a matrix could change what the rest is called, and what it is compared with.
/// </summary>
public static class ChosenCells
{
    /// <summary>The labels of the chosen cells and of what their backbones' maps are compared with; null where all are chosen.</summary>
    public static IReadOnlySet<string>? Labels(ExperimentSpec spec)
    {
        if (spec.Only is not { } selection)
        {
            return null;
        }

        var cells = spec.Cells.Where(selection.Has).ToList();
        var backbones = cells.Select(cell => cell.Backbone.Name).ToHashSet(StringComparer.Ordinal);
        return cells.Select(StageIdentities.Label)
            .Concat(ComparisonExpansion.Expand(spec, spec.Cells).Where(comparison => backbones.Contains(comparison.Cell.Backbone.Name)).Select(comparison => comparison.Label))
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The plan's chosen cells, and the stages that they need.</summary>
    public static ExperimentPlan Chosen(this ExperimentPlan plan)
    {
        if (Labels(plan.Spec) is not { } labels)
        {
            return plan;
        }

        var cells = plan.Cells.Where(cell => labels.Contains(cell.Label)).ToList();
        var stages = plan.Stages.ToDictionary(stage => stage.Key, StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in cells.SelectMany(cell => new[] { cell.Classifier, cell.Train, cell.Explain, cell.Measure }).OfType<PlannedStage>())
        {
            Need(stage.Key, stages, needed);
        }

        return plan with { Cells = cells, Stages = [.. plan.Stages.Where(stage => needed.Contains(stage.Key))] };
    }

    private static void Need(string key, Dictionary<string, PlannedStage> stages, HashSet<string> needed)
    {
        if (needed.Add(key) && stages.TryGetValue(key, out var stage))
        {
            foreach (var other in stage.Needs)
            {
                Need(other, stages, needed);
            }
        }
    }
}
