using System.Globalization;
using LCam.Experiments.Specs;
using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Planning;

/// <summary>Whether class folders and names are those of the classifiers: each mistake is told once, where the spec makes it.</summary>
internal static class ClassChecks
{
    private const int MostNamed = 3;

    /// <summary>What is wrong; what is missing is for others to tell.</summary>
    public static IReadOnlyList<Problem> Of(ExperimentSpec spec)
    {
        var folders = new[] { spec.Data.Train, spec.Data.Evaluation }.OfType<ImageSetSpec>()
            .Where(set => set.HasFolderLabels)
            .Select(set => (Set: set, Names: NamesIn(set)))
            .Where(pair => pair.Names is not null)
            .ToList();
        if (folders is [var train, var evaluation] && !train.Names!.SequenceEqual(evaluation.Names!))
        {
            var (more, fewer) = (evaluation.Names!.Except(train.Names!).ToList(), train.Names!.Except(evaluation.Names!).ToList());
            return [new Problem(evaluation.Set.Images.Where, $"expected the class folders of data.train, found {Differences(more, fewer)}", "the same folders stand for the same classes in both")];
        }

        return [.. folders.Take(1).SelectMany(pair => Counts(spec, pair.Set, pair.Names!)), .. Named(spec)];
    }

    private static IEnumerable<Problem> Counts(ExperimentSpec spec, ImageSetSpec set, IReadOnlyList<string> names) =>
        from backbone in spec.Backbones
        where backbone.Classes != names.Count
        select new Problem(
            set.List.Where,
            string.Create(CultureInfo.InvariantCulture, $"expected {backbone.Classes} class folders, as many as {backbone.Name} has classes, found {names.Count} in {set.Images} ({Some(names)})"),
            "take a classifier of these classes, or the folders of its classes");

    private static IReadOnlyList<Problem> Named(ExperimentSpec spec)
    {
        if (spec.Data.Names is not { Resolved: { } file } names)
        {
            return spec.Data.Names?.Unresolved is { } unresolved ? [unresolved] : [];
        }

        try
        {
            var count = ClassNameFile.Read(file, null).Count;
            return
            [
                .. spec.Backbones.Where(backbone => backbone.Classes != count).Select(backbone => new Problem(
                    names.Where, string.Create(CultureInfo.InvariantCulture, $"expected {backbone.Classes} names, as many as {backbone.Name} has classes, found {count} in {file}"))),
            ];
        }
        catch (ProblemException failure)
        {
            return [.. failure.Problems.Select(problem => problem with { Where = names.Where, What = $"{problem.Where}: {problem.What}" })];
        }
    }

    private static IReadOnlyList<string>? NamesIn(ImageSetSpec set)
    {
        try
        {
            return set.Images.Resolved is { } folder && Directory.Exists(folder) ? FolderLabels.ClassNames(folder) : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private static string Differences(List<string> more, List<string> fewer) => string.Join(" and ", new[]
    {
        more.Count > 0 ? $"{Some(more)} beside them" : null,
        fewer.Count > 0 ? $"no {Some(fewer)}" : null,
    }.OfType<string>());

    private static string Some(IReadOnlyList<string> names) => names.Count <= MostNamed
        ? string.Join(", ", names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more");
}
