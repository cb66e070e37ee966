using System.Globalization;
using System.IO.Abstractions;
using System.Text.RegularExpressions;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Yaml;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Reads one value by its rule: variables expanded, type and range checked, paths made absolute.</summary>
/// <param name="file">The spec.</param>
/// <param name="environment">An environment variable's value, or null when it is not set.</param>
/// <param name="fileSystem">Whose paths they are.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed partial class ValueReader(string file, Func<string, string?> environment, IFileSystem fileSystem, List<Problem> problems)
{
    private const int LongestQuote = 60;

    /// <summary>The value, or null when it is wrong, which is then a problem.</summary>
    public SpecScalar? Read(string path, ValueRule rule, SpecNode node)
    {
        var where = node.Origin.Where(path);
        if (node is not ScalarNode scalar)
        {
            return Wrong(where, $"this is {node.Kind}, where {rule.Expected} is expected");
        }

        if (scalar.IsNull)
        {
            return Wrong(where, "there is no value", $"give {rule.Expected}");
        }

        var expanded = Interpolation.Expand(scalar.Text, environment);
        if (expanded.Fault is not null)
        {
            return Wrong(where, expanded.Fault, "write ${NAME} or ${NAME:-default}; $$ stands for a dollar sign");
        }

        if (rule.Kind == ValueKind.Path && expanded.Text != rule.Word)
        {
            return new SpecScalar(path, PathOf(scalar, expanded, where), node.Origin);
        }

        if (expanded.Missing.Count > 0)
        {
            problems.AddRange(expanded.Missing.Select(name => NotSet(where, name)));
            return null;
        }

        return Parse(rule, expanded.Text) is { } value
            ? new SpecScalar(path, value, node.Origin)
            : Wrong(where, $"{Quote(expanded.Text)} is not {rule.Expected}", Remedy(rule, expanded.Text));
    }

    /// <summary>Whether a name that the user chose is one.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    private SpecPath PathOf(ScalarNode scalar, Interpolation expanded, string where)
    {
        string? resolved = null;
        Problem? unresolved = null;
        if (expanded.Missing.Count > 0)
        {
            var names = string.Join(", ", expanded.Missing);
            var verb = expanded.Missing.Count == 1 ? "variable {0} is" : "variables {0} are";
            unresolved = new Problem(where, $"environment {string.Format(CultureInfo.InvariantCulture, verb, names)} not set", $"the path is '{scalar.Text}'");
        }
        else if (expanded.Text.Length == 0 || expanded.Text.Contains('\0', StringComparison.Ordinal))
        {
            Wrong(where, $"{Quote(expanded.Text)} is not a path");
        }
        else
        {
            try
            {
                resolved = fileSystem.Path.GetFullPath(fileSystem.Path.Combine(FolderOf(scalar.Origin), expanded.Text));
            }
            catch (ArgumentException)
            {
                // What a file system takes for a path is its own affair.
                Wrong(where, $"{Quote(expanded.Text)} is not a path");
            }
        }

        return new SpecPath { Written = scalar.Text, Resolved = resolved, Unresolved = unresolved, Origin = scalar.Origin, Where = where };
    }

    // A path is relative to the file that it is written in, which the spec may only extend.
    private string FolderOf(SpecOrigin origin) =>
        fileSystem.Path.GetDirectoryName(fileSystem.Path.GetFullPath(origin.Kind == SpecOriginKind.File ? origin.Source : file))!;

    private static object? Parse(ValueRule rule, string text) => rule.Kind switch
    {
        ValueKind.Integer => NumberText.Whole(rule, text),
        ValueKind.Number => NumberText.Number(rule, text),
        ValueKind.Flag => text switch { "true" => true, "false" => false, _ => null },
        ValueKind.Choice => rule.Choices.Contains(text, StringComparer.Ordinal) ? text : null,
        ValueKind.Name => IsName(text) ? text : null,
        _ => text,
    };

    private static string? Remedy(ValueRule rule, string text) => rule.Kind switch
    {
        ValueKind.Choice => Suggestion.For(text, rule.Choices) is { } near ? $"did you mean '{near}'?" : null,
        ValueKind.Flag => text.ToLowerInvariant() switch
        {
            "yes" or "on" or "true" or "1" => "write true",
            "no" or "off" or "false" or "0" => "write false",
            _ => null,
        },
        _ => NumberText.Remedy(rule, text),
    };

    private static Problem NotSet(string where, string name) =>
        new(where, $"environment variable {name} is not set", $"set it, or write ${{{name}:-default}}");

    public static string Quote(string text) => "'" + (text.Length > LongestQuote ? text[..LongestQuote] + "..." : text) + "'";

    private SpecScalar? Wrong(string where, string what, string? remedy = null)
    {
        problems.Add(new Problem(where, what, remedy));
        return null;
    }

    [GeneratedRegex("\\A" + ValueRule.NamePattern + "\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
