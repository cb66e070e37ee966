namespace LCam.Weights.Entries;

/// <summary>The prefixes that wrappers put before the names of a network's entries.</summary>
internal static class NamePrefixes
{
    /// <summary>DataParallel's, which may also wrap a part of a network.</summary>
    public const string Parallel = "module.";

    // torch.compile's.
    private const string Compiled = "_orig_mod.";

    // DataParallel and torch.compile may wrap a part of a network; Lightning and feature extractors wrap the whole.
    private static readonly string[] Anywhere = [Parallel, Compiled];
    private static readonly string[] Leading = [Parallel, Compiled, "model.", "backbone."];

    /// <summary>The name without any of them.</summary>
    public static string Strip(string name)
    {
        while (Leading.FirstOrDefault(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix)
        {
            name = name[prefix.Length..];
        }

        return Anywhere.Aggregate(name, (text, prefix) => text.Replace("." + prefix, ".", StringComparison.Ordinal));
    }
}
