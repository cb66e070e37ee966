using LCam.Images;
using LCam.Problems;

namespace LCam.Predictions;

/// <summary>The one label that a list gives each of its images.</summary>
internal sealed class LabelLookup
{
    private readonly Dictionary<string, ImageListEntry> _entries;
    private readonly string _list;

    /// <exception cref="ProblemException">Images are listed with more than one label.</exception>
    public LabelLookup(string list, IReadOnlyList<ImageListEntry> entries)
    {
        _list = list;
        _entries = new Dictionary<string, ImageListEntry>(entries.Count, StringComparer.Ordinal);
        var problems = new CappedProblems(list, "contradictions");
        foreach (var entry in entries)
        {
            if (!_entries.TryAdd(entry.Path, entry) && _entries[entry.Path] is var first && first.Label != entry.Label)
            {
                problems.Add(new Problem(
                    FormattableString.Invariant($"{list}:{entry.Line}"),
                    FormattableString.Invariant($"{entry.Path} has the label {entry.Label} here and {first.Label} in line {first.Line}"),
                    "keep one of the two lines"));
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems.ToList());
    }

    /// <summary>The label of an image that the list names.</summary>
    public int this[string path] => _entries[path].Label;

    /// <summary>The images that this list names and another does not.</summary>
    public IReadOnlyList<Problem> MissingIn(LabelLookup other)
    {
        var problems = new CappedProblems(_list, $"images that are not in {other._list}");
        foreach (var entry in _entries.Values.Where(entry => !other._entries.ContainsKey(entry.Path)))
        {
            problems.Add(new Problem(FormattableString.Invariant($"{_list}:{entry.Line}"), $"{entry.Path} is not in {other._list}", "both lists must name the same images"));
        }

        return problems.ToList();
    }
}
