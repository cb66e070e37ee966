using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Explainers;
using LCam.Problems;

namespace LCam.Experiments.Explaining;

/// <summary>An explainer and the parameters that it was given, as text.</summary>
/// <param name="Id">As it was given.</param>
/// <param name="Parameters">Each as <c>name=value</c>, as it was given.</param>
internal sealed record ExplainerChoice(string Id, IReadOnlyList<string> Parameters)
{
    private const string Option = "--explainer";

    /// <summary>
    /// Reads <c>ID</c>, <c>ID:NAME=VALUE,NAME=VALUE</c>, and several of them separated by commas: what has an equals sign
    /// and no colon before it belongs to the explainer before it.
    /// </summary>
    public static IReadOnlyList<ExplainerChoice> Parse(string argument)
    {
        var choices = new List<(string Id, List<string> Parameters)>();
        foreach (var part in argument.Split(','))
        {
            var (colon, equals) = (part.IndexOf(':', StringComparison.Ordinal), part.IndexOf('=', StringComparison.Ordinal));
            if (choices.Count > 0 && equals >= 0 && (colon < 0 || colon > equals))
            {
                choices[^1].Parameters.Add(part);
                continue;
            }

            // No explainer is called by a number: this is a value's decimal comma, which its definition refuses.
            if (choices.Count > 0 && choices[^1].Parameters.Count > 0 && part.Length > 0 && part.All(char.IsAsciiDigit))
            {
                choices[^1].Parameters[^1] += "," + part;
                continue;
            }

            choices.Add(colon < 0 ? (part, []) : (part[..colon], [part[(colon + 1)..]]));
        }

        return [.. choices.Select(choice => new ExplainerChoice(choice.Id, choice.Parameters))];
    }

    /// <summary>The parameters as values of the kinds that the explainer's definitions say; a text where it cannot be one.</summary>
    /// <exception cref="ProblemException">A parameter has no value, or two.</exception>
    public JsonObject Values(ExplainerRegistration registration)
    {
        var (values, problems) = (new JsonObject(), new List<Problem>());
        foreach (var parameter in Parameters)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? parameter : parameter[..equals];
            if (equals < 0)
            {
                problems.Add(new Problem(Option, $"'{parameter}' of {Id} has no value", $"write {Id}:NAME=VALUE"));
            }
            else if (values.ContainsKey(name))
            {
                problems.Add(new Problem(Option, $"'{name}' of {Id} is given twice"));
            }
            else
            {
                values.Add(name, Value(parameter[(equals + 1)..], registration.Parameters.FirstOrDefault(known => known.Name == name)?.Kind));
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return values;
    }

    private static JsonValue Value(string text, ParameterKind? kind) =>
        kind is ParameterKind.WholeNumber or ParameterKind.Number
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
}
