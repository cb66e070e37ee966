namespace LCam.Experiments.Specs.Keys;

/// <summary>The keys that say where lcam writes.</summary>
internal static class OutputKeys
{
    /// <summary>Their paths; <c>*</c> stands for a name that the user chooses.</summary>
    public static readonly IReadOnlyList<string> All = ["output.table", "output.plot", "output.store", "tables.*.output", "data.shapes.folder"];

    private static readonly string[][] Paths = [.. All.Select(path => path.Split('.'))];

    /// <summary>Whether a value at a key says where lcam writes: the key is one of these, or of a map that one of these lies in.</summary>
    /// <param name="key">As before the first <c>=</c> of <c>--set</c>; a text that has one is looked at up to it.</param>
    public static bool Leads(string key)
    {
        var segments = key.Split('=', 2)[0].Trim().Split('.');
        return Paths.Any(path => path.Zip(segments).All(pair => pair.First is SpecKey.AnyName || pair.First == pair.Second));
    }
}
