using LCam.Images;
using LCam.Problems;
using LCam.Shapes;

namespace LCam.Experiments.Specs;

/// <summary>What a spec's classes are called.</summary>
public static class SpecClassNames
{
    /// <summary>The names; null where they are not known, or where their file or folders cannot be read.</summary>
    public static IReadOnlyList<string>? Of(DataSpec data) => data.Shapes is { } shapes
        ? ShapesDataSet.ClassNames(shapes.Classes)
        : Read(data.Names?.Resolved, data.Train, data.Evaluation);

    private static IReadOnlyList<string>? Read(string? file, params ImageSetSpec?[] sets)
    {
        try
        {
            return file is not null
                ? ClassNameFile.Read(file, null)
                : sets.OfType<ImageSetSpec>().FirstOrDefault(set => set.HasFolderLabels)?.Images.Resolved is { } folder ? FolderLabels.ClassNames(folder) : null;
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}
