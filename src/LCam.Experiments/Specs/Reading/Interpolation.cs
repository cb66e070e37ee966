using System.Text;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Expands <c>${NAME}</c>, <c>${NAME:-default}</c> and <c>$$</c>.</summary>
/// <param name="Text">The expanded text; variables that are not set are left out.</param>
/// <param name="Missing">The names of variables that are not set (or empty) and have no default.</param>
/// <param name="Fault">What is wrong with the text itself; null when nothing is.</param>
internal sealed record Interpolation(string Text, IReadOnlyList<string> Missing, string? Fault)
{
    public static Interpolation Expand(string text, Func<string, string?> environment)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return new Interpolation(text, [], null);
        }

        var expanded = new StringBuilder();
        var missing = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (text[at] != '$' || next is not ('$' or '{'))
            {
                expanded.Append(text[at]);
                continue;
            }

            at++;
            if (next == '$')
            {
                expanded.Append('$');
                continue;
            }

            var end = text.IndexOf('}', at);
            if (end < 0)
            {
                return new Interpolation(text, [], "'${' has no closing '}'");
            }

            var parts = text[(at + 1)..end].Split(":-", 2);
            if (!IsName(parts[0]))
            {
                return new Interpolation(text, [], $"'${{{text[(at + 1)..end]}}}' does not name an environment variable");
            }

            // As in a shell, an empty variable counts as not set: "" before a path would mean the root folder.
            var value = environment(parts[0]) is { Length: > 0 } set ? set : parts.ElementAtOrDefault(1);
            if (value is null)
            {
                missing.Add(parts[0]);
            }

            expanded.Append(value);
            at = end;
        }

        return new Interpolation(expanded.ToString(), [.. missing.Distinct()], null);
    }

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
