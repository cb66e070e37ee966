using System.IO.Abstractions;
using LCam.Experiments.Specs.Expansion;
using LCam.Experiments.Specs.Reading;
using LCam.Experiments.Specs.Yaml;
using LCam.Problems;

namespace LCam.Experiments.Specs;

/// <summary>Reads specs.</summary>
public static class SpecReader
{
    /// <summary>The spec in a file. Of the files that it names only weights are looked at, for their number of classes, and variables may be unset within paths.</summary>
    /// <param name="path">The spec file; relative paths are relative to the file that they are written in, those in overrides to this one.</param>
    /// <param name="overrides"><c>key.path=value</c> each, the value as in YAML; they act as if the file said so.</param>
    /// <param name="environment">An environment variable's value, or null when it is not set.</param>
    /// <param name="fileSystem">Where the spec file is.</param>
    /// <exception cref="ProblemException">Something is wrong (<see cref="ProblemKind.InvalidInput"/>); it has all problems, each with its place.</exception>
    public static ExperimentSpec Read(
        string path,
        IReadOnlyList<string> overrides,
        Func<string, string?> environment,
        IFileSystem fileSystem)
    {
        var problems = new List<Problem>();
        var files = new SpecFiles(fileSystem, problems);
        var root = Tree(path, files.Read(path), overrides, problems);

        if (files.IsIncomplete)
        {
            throw new ProblemException(ProblemKind.InvalidInput, ProblemOrder.Sorted(path, problems));
        }

        var values = new SpecValidator(new ValueReader(path, environment, fileSystem, problems), problems).Validate(root);
        var matrixIsRight = !problems.Any(IsInMatrix);
        var spec = new SpecBinder(new ValueResolver(values), fileSystem, problems).Bind(path) with { Extended = [.. files.Files.Skip(1).Select(file => file.Path)] };

        // Cells of a matrix that lost wrong values would be blamed for what is not their fault.
        if (matrixIsRight)
        {
            spec = new GivenAttentions(spec, spec.Attentions, values, fileSystem, problems).Apply(new CellExpander(spec, problems).Expand());
            new CellChecks(values, problems).Check(spec.Cells);
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, ProblemOrder.Sorted(path, problems));
        return spec;
    }

    private static bool IsInMatrix(Problem problem) =>
        problem.Where.Contains(":matrix", StringComparison.Ordinal) || problem.Where.StartsWith("--set matrix", StringComparison.Ordinal);

    private static SpecNode Tree(string path, SpecNode? root, IReadOnlyList<string> overrides, List<Problem> problems)
    {
        if (root is ScalarNode { IsNull: true })
        {
            problems.Add(new Problem(path, "this spec is empty", "a spec has at least name, data, backbones and matrix"));
        }
        else if (root is not (null or MapNode))
        {
            problems.Add(new Problem(root.Origin.ToString(), $"this is {root.Kind}, where a map of keys is expected", "a spec starts with name: ..."));
        }

        if (root is not MapNode)
        {
            throw new ProblemException(ProblemKind.InvalidInput, ProblemOrder.Sorted(path, problems));
        }

        return SetOptions.Apply(root, overrides, problems);
    }
}
