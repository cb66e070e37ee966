namespace LCam.Experiments.Specs.Keys;

/// <summary>The definition of one key.</summary>
/// <param name="Segments">The way to it from the top; <c>*</c> stands for a name that the user chooses.</param>
/// <param name="Rule">What its value, or each of its values, may be.</param>
/// <param name="Meaning">One line for people.</param>
internal sealed record SpecKey(IReadOnlyList<string> Segments, ValueRule Rule, string Meaning)
{
    public const string AnyName = "*";

    public KeyShape Shape { get; init; }

    /// <summary>Must be given where the map that holds it is given.</summary>
    public bool Required { get; init; }

    /// <summary>The default in words; empty when there is none.</summary>
    public string Default { get; init; } = "";

    /// <summary>The name in the reference implementation's command lines; empty when it has none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>The keys of a map that may stand for an item of its list; empty where none may.</summary>
    public IReadOnlyList<SpecKey> ItemKeys { get; init; } = [];

    /// <summary>It is a key of <c>training</c> at another place.</summary>
    public bool MirrorsTraining { get; init; }

    public string Path => string.Join('.', Segments);

    public static SpecKey At(string path, ValueRule rule, string meaning) => new(path.Split('.'), rule, meaning);
}
