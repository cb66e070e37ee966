using LCam.Experiments.Specs;
using LCam.Explainers;
using LCam.Explainers.Recorded;
using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Planning;

/// <summary>What a run would refuse of maps that another program made: found before any work.</summary>
internal static class RecordedMapsChecks
{
    // Beyond it reading every number would make a plan wait: a run finds what is left.
    private const long MostBytes = 4L << 30;

    /// <summary>All that is wrong with the maps of a comparison, told where the spec names them.</summary>
    public static IReadOnlyList<Problem> Of(ExperimentSpec spec, Comparison comparison)
    {
        if (comparison.Explainer != ExplainerRegistry.Recorded || comparison.Files.Values.Single() is not { Resolved: { } path } file || !(File.Exists(path) || Directory.Exists(path)))
        {
            return [];
        }

        if (spec.Sanity is not null)
        {
            return [new Problem(file.Where, "a sanity check explains networks with random layers, for which there are no such maps", "leave them out")];
        }

        if (Images(spec, comparison.Cell) is not { } images)
        {
            return [];
        }

        try
        {
            using var maps = RecordedMaps.Open(path);
            return [.. maps.Check(images, maps.Bytes <= MostBytes).Select(problem => problem with { Where = file.Where, What = $"{problem.Where}: {problem.What}" })];
        }
        catch (ProblemException failure)
        {
            return [.. failure.Problems.Select(problem => problem with { Where = file.Where, What = $"{problem.Where}: {problem.What}" })];
        }
    }

    // What is wrong with the list is told elsewhere; the embedded data set need not be there yet.
    private static List<string>? Images(ExperimentSpec spec, Cell cell)
    {
        var (folder, list, limit) = spec.Data.Shapes is { } shapes
            ? (shapes.Folder.Resolved, Path.Combine(shapes.Folder.Resolved ?? "", "evaluation.txt"), null)
            : (spec.Data.Evaluation?.Images.Resolved, spec.Data.Evaluation?.List.Resolved, spec.Data.Evaluation?.Limit);
        try
        {
            return folder is null || list is null || (!File.Exists(list) && !FolderLabels.Is(list)) ? null : [.. ImageSet.Read(folder, list, FolderLabels.Is(list) ? null : cell.Backbone.Classes).First(limit).Entries.Select(entry => entry.Path)];
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}
