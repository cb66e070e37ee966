using LCam.Experiments.Specs;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Experiments.Planning;

/// <summary>
/// What a run would refuse of a backbone once its inputs are read: found before any work, from headers and lists alone. What
/// keeps a file from being read says nothing of it, and is thrown on.
/// </summary>
internal static class BackboneChecks
{
    public static IReadOnlyList<Problem> Of(ExperimentSpec spec, BackboneSpec backbone, CellInputs inputs)
    {
        if (backbone.Script is not null)
        {
            // Running it tells what is wrong with it.
            return [];
        }

        if (backbone.Weights is { Resolved: { } file } weights)
        {
            return inputs.Weights is { Problems.Count: > 0 } || !File.Exists(file) ? [] : OfFile(file, backbone, weights.Where);
        }

        return backbone.Classifier is not null && inputs.Train?.Images == 1
            ? [new Problem((backbone.TrainList ?? spec.Data.Train?.List)?.Where ?? spec.File, "a classifier cannot be trained on one image: it has no batch statistics", "give a list of 2 or more")]
            : [];
    }

    /// <summary>As the other, of the files that an explainer is told.</summary>
    public static IReadOnlyList<Problem> OfFiles(Comparison comparison) =>
    [
        .. comparison.Files.Values.Where(file => File.Exists(file.Resolved)).SelectMany(file => Told(file.Where, () => comparison.Explainer.CheckFile(comparison.Settings, file.Resolved!))),
    ];

    // Where the spec names it, and what is wrong in it.
    private static IReadOnlyList<Problem> Told(string where, Func<IReadOnlyList<Problem>> check)
    {
        try
        {
            return [.. check().Select(problem => problem with { Where = where, What = $"{problem.Where} {problem.What}" })];
        }
        catch (ProblemException failure) when (failure.Kind == ProblemKind.InvalidInput)
        {
            return failure.Problems;
        }
    }

    private static IReadOnlyList<Problem> OfFile(string file, BackboneSpec backbone, string where)
    {
        try
        {
            return WeightLandmarks.Check(WeightFile.ReadHeader(file, backbone.Entry), new BackboneOptions(backbone.Architecture, backbone.Classes, backbone.Width), where);
        }
        catch (ProblemException failure) when (failure.Kind == ProblemKind.InvalidInput)
        {
            return failure.Problems;
        }
    }
}
