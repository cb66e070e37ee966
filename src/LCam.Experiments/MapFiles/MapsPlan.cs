using LCam.Experiments.Outputs;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.MapFiles;

/// <summary>A method whose maps are to be written.</summary>
/// <param name="Label">Its coordinates.</param>
/// <param name="MeasureRun">The run that knows the images' names.</param>
/// <param name="Kept">The run that kept its maps.</param>
/// <param name="Path">The file to write.</param>
internal sealed record PlannedMaps(string Label, string MeasureRun, KeptRun Kept, string Path);

/// <summary>Which methods' kept maps go into which files.</summary>
public sealed class MapsPlan
{
    internal const string Ending = ".npz";

    private const string Option = "--output";
    private const int LongestName = 100;

    private MapsPlan(IReadOnlyList<PlannedMaps> files, IReadOnlyList<string> without) => (Files, Without) = (files, without);

    internal IReadOnlyList<PlannedMaps> Files { get; }

    /// <summary>Methods without kept maps, each with the reason.</summary>
    public IReadOnlyList<string> Without { get; }

    /// <param name="output">A file, for one method, or the folder to write a file for each into.</param>
    /// <param name="methods">Names or coordinates of those that are wanted; none for all.</param>
    /// <exception cref="ProblemException">There are no such methods or no maps, or several are to go into one file.</exception>
    public static MapsPlan Of(ExperimentSpec spec, ExperimentStore store, string output, IReadOnlyList<string> methods)
    {
        if (spec.Sanity is not null)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(spec.File, "a sanity check keeps no maps", "take an experiment's spec"));
        }

        var all = StoredRows.Of(RowSource.All(spec, CellExpansion.Expand(spec)), spec.Name, store).Rows;
        RequireKnown(methods, all);
        var rows = all.Where(row => methods.Count == 0 || methods.Any(method => IsNamed(row, method))).ToList();
        var kept = rows.Select(row => (Row: row, Run: row.Run is { State: RunState.Succeeded } && row.MapsStage is { } stage ? KeptRuns.Of(store, stage) : null)).ToList();
        string[] without = [.. kept.Where(row => row.Run is null).Select(row => $"{row.Row.Source.Label}: {(row.Row.Run is { State: RunState.Succeeded } ? "its maps were not kept" : row.Row.WhyMissing(""))}")];
        var found = kept.Where(row => row.Run is not null).ToList();
        if (found.Count == 0)
        {
            throw new ProblemException(ProblemKind.DataMissing, [.. without.Select(method => new Problem(spec.File, method)), new Problem(spec.File, "no maps were kept", "give the spec keep-maps: all, and run it")]);
        }

        var isFile = Path.GetExtension(output) == Ending;
        if (isFile && found.Count > 1)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                Option, $"{output} takes one method's maps, and {found.Count} methods have some: {string.Join(", ", found.Select(row => row.Row.Source.Label))}", "name one with --method, or a folder"));
        }

        var names = Names(found.Select(row => row.Row.Source.Label));
        return new MapsPlan([.. found.Select((row, index) => new PlannedMaps(row.Row.Source.Label, row.Row.Run!.Id, row.Run!, isFile ? output : Path.Combine(output, names[index])))], without);
    }

    /// <summary>Adds what is to be written.</summary>
    public OutputGuard AddTo(OutputGuard guard)
    {
        foreach (var file in Files)
        {
            guard.Add(Option, file.Path, OutputKinds.Maps);
        }

        return guard;
    }

    private static void RequireKnown(IReadOnlyList<string> methods, IReadOnlyList<StoredRow> rows)
    {
        var known = rows.SelectMany(row => new[] { row.Source.Label, row.Source.Method }).Distinct().ToList();
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput,
        [
            .. methods.Where(method => !rows.Any(row => IsNamed(row, method))).Select(method => new Problem(
                "--method", $"the spec has no method '{method}'", Suggestion.For(method, known) is { } near ? $"did you mean '{near}'?" : $"it has: {string.Join(", ", known)}")),
        ]);
    }

    private static bool IsNamed(StoredRow row, string method) => row.Source.Label == method || row.Source.Method == method;

    // Names of methods may come from a spec, and are no paths.
    private static List<string> Names(IEnumerable<string> labels)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var label in labels)
        {
            var plain = string.Concat(label.Take(LongestName).Select(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '=' or '.' or '_' ? character : '-')).TrimStart('.');
            var (name, number) = (plain, 2);
            while (!used.Add(name))
            {
                name = FormattableString.Invariant($"{plain}-{number++}");
            }

            names.Add(name + Ending);
        }

        return names;
    }
}
