using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Checklists;

/// <summary>The files that a run of a spec writes, as a codecheck's manifest names them.</summary>
internal static class CodecheckOutputs
{
    /// <param name="folder">The full path of the folder that <c>codecheck.yml</c> is to lie in: the root of what is checked.</param>
    /// <exception cref="ProblemException">There is none, or one is not there, or not below the folder.</exception>
    public static IReadOnlyList<CodecheckFile> Of(ExperimentSpec spec, string folder)
    {
        var (files, problems) = (new List<CodecheckFile>(), new List<Problem>());
        var command = Quoted(Path.GetRelativePath(folder, Path.GetFullPath(spec.File)).Replace('\\', '/'));
        (SpecPath? Output, string What, string? Check)[] outputs =
        [
            (spec.Table, "Table", $"lcam table {command}"),
            .. spec.Tables.Select(table => (table.Output, $"Table {table.Name}", (string?)$"lcam table {command} --table {Quoted(table.Name)}")),
            (spec.Plot, "Curves of the sanity check", null),
        ];
        foreach (var (output, what, check) in outputs)
        {
            if (output is not { Resolved: { } path })
            {
                continue;
            }

            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            {
                problems.Add(new Problem(output.Where, $"{path} is not below {folder}, where {CodecheckManifest.FileName} is to lie", "write the manifest at the root of what is checked, with --output"));
            }
            else if (!File.Exists(path))
            {
                problems.Add(new Problem(output.Where, $"{path} is not there", $"'lcam run {command}' writes it"));
            }
            else
            {
                var compared = check is null ? "" : $"; '{check} --check {Quoted(relative)}' compares it";
                files.Add(new CodecheckFile(relative, $"{what} of the experiment {spec.Name}: 'lcam run {command}' makes it{compared}."));
            }
        }

        if (files.Count == 0 && problems.Count == 0)
        {
            problems.Add(new Problem(spec.File, "it writes no file that could be checked", "give output.table"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return files;
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}
