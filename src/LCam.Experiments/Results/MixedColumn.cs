namespace LCam.Experiments.Results;

/// <summary>
/// The last column of comma-separated values, where some run of a table is mixed: what other formats say of it in a footnote.
/// A table without such runs has no such column.
/// </summary>
internal static class MixedColumn
{
    public const string Name = "mixed";

    private const string Start = Name + ": ";

    /// <summary>The note on a mixed run.</summary>
    public static string Note(string run, IReadOnlyList<string> differing) => $"{Start}run {run} was continued under other conditions ({string.Join("; ", differing)})";

    /// <summary>Whether some row has such a note.</summary>
    public static bool IsNeeded(IEnumerable<IReadOnlyList<string>> notes) => notes.Any(row => Of(row).Length > 0);

    /// <summary>What a row's notes say of mixed runs; empty where they say nothing.</summary>
    public static string Of(IReadOnlyList<string> notes) =>
        string.Join("; ", notes.Where(note => note.StartsWith(Start, StringComparison.Ordinal)).Select(note => note[Start.Length..]));
}
