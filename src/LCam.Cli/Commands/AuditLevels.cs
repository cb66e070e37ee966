using System.CommandLine;
using LCam.Experiments.Auditing;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>The audit's levels on the command line.</summary>
internal static class AuditLevels
{
    /// <param name="name">The option's.</param>
    public static Option<string> Option(string name) => new(name)
    {
        Description = "what to look at: A0 completeness, A1 integrity, A2 consistency, A3 provenance",
        DefaultValueFactory = _ => "A0,A1,A2,A3",
    };

    /// <summary>The levels that a text names.</summary>
    /// <param name="option">What problems name as their place.</param>
    /// <exception cref="ProblemException">It names none, or one that there is not.</exception>
    public static IReadOnlySet<AuditLevel> Parse(string text, string option)
    {
        var known = Enum.GetValues<AuditLevel>().ToDictionary(level => FormattableString.Invariant($"A{(int)level}"), StringComparer.OrdinalIgnoreCase);
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.Where(name => !known.ContainsKey(name)).Select(name => new Problem(option, $"{name} is no level", $"give some of {string.Join(",", known.Keys)}")).ToList();
        if (names.Length == 0)
        {
            unknown.Add(new Problem(option, "there is no level in it", $"give some of {string.Join(",", known.Keys)}"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, unknown);
        return names.Select(name => known[name]).ToHashSet();
    }
}
