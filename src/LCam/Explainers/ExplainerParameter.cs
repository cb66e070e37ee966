using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Models;

namespace LCam.Explainers;

/// <summary>The definition of one parameter of an explainer: what checks, docs, specs and stage keys are driven from.</summary>
public sealed record ExplainerParameter
{
    private ExplainerParameter(string name, ParameterKind kind, string meaning, Func<IBackboneArchitecture, JsonNode?> preset)
    {
        Name = name;
        Kind = kind;
        Meaning = meaning;
        Default = preset;
    }

    /// <summary>Name in specs, lower case with hyphens.</summary>
    public string Name { get; }

    public ParameterKind Kind { get; }

    /// <summary>One line for people.</summary>
    public string Meaning { get; }

    /// <summary>The value where none is given, by architecture: a number, a text or null.</summary>
    public Func<IBackboneArchitecture, JsonNode?> Default { get; }

    /// <summary>Lower bound of a number.</summary>
    public double Minimum { get; private init; }

    /// <summary>Upper bound of a number.</summary>
    public double Maximum { get; private init; }

    /// <summary>Whether the bounds themselves are out of bounds.</summary>
    public bool ExcludesBounds { get; private init; }

    /// <summary>Whether it changes what is computed, not only how much of it at once.</summary>
    public bool MovesNumbers { get; init; } = true;

    /// <summary>The names that a choice has, by architecture; empty for other kinds.</summary>
    public Func<IBackboneArchitecture, IReadOnlyList<string>> Choices { get; private init; } = _ => [];

    /// <summary>The default in words: one value, or one for each family or architecture.</summary>
    public string DefaultText => Backbones.Text(architecture => Default(architecture)?.ToString() ?? "none");

    public static ExplainerParameter WholeNumber(string name, string meaning, Func<IBackboneArchitecture, int> preset, int from, int to) =>
        new(name, ParameterKind.WholeNumber, meaning, architecture => preset(architecture)) { Minimum = from, Maximum = to };

    /// <summary>A number strictly between two others.</summary>
    public static ExplainerParameter Between(string name, string meaning, double preset, double above, double below) =>
        new(name, ParameterKind.Number, meaning, _ => preset) { Minimum = above, Maximum = below, ExcludesBounds = true };

    /// <summary>One of the names that an architecture has for it; the first is the default.</summary>
    public static ExplainerParameter Choice(string name, string meaning, Func<IBackboneArchitecture, IReadOnlyList<string>> choices) =>
        new(name, ParameterKind.Choice, meaning, architecture => choices(architecture)[0]) { Choices = choices };

    /// <summary>A file that may be given.</summary>
    public static ExplainerParameter File(string name, string meaning) => new(name, ParameterKind.File, meaning, _ => null);

    /// <summary>What its value may be, in words fit to follow "is not".</summary>
    public string Expected(IBackboneArchitecture architecture) => Kind switch
    {
        ParameterKind.WholeNumber => string.Create(CultureInfo.InvariantCulture, $"a whole number from {Minimum} to {Maximum}"),
        ParameterKind.Number => string.Create(CultureInfo.InvariantCulture, $"a number above {Minimum} and below {Maximum}"),
        ParameterKind.Choice => "one of " + string.Join(", ", Choices(architecture)),
        _ => "a path",
    };

    /// <summary>Whether the value may be given to an explainer of that architecture.</summary>
    public bool Allows(JsonNode? value, IBackboneArchitecture architecture)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        return Kind switch
        {
            ParameterKind.WholeNumber => kind == JsonValueKind.Number && Number(value!) is var number && double.IsInteger(number) && InBounds(number),
            ParameterKind.Number => kind == JsonValueKind.Number && InBounds(Number(value!)),
            ParameterKind.Choice => kind == JsonValueKind.String && Choices(architecture).Contains(value!.GetValue<string>()),
            _ => kind == JsonValueKind.Null || (kind == JsonValueKind.String && value!.GetValue<string>().Length > 0),
        };
    }

    // A node made in memory holds the number as it was given, one that was read holds its text: the text is common to both.
    internal static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private bool InBounds(double value) =>
        ExcludesBounds ? value > Minimum && value < Maximum : value >= Minimum && value <= Maximum;
}
