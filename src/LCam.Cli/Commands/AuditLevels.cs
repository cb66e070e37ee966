using System.CommandLine;
using LCam.Experiments.Auditing;
using LCam.Experiments.Findings;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>The audit's levels on the command line.</summary>
internal static class AuditLevels
{
    /// <summary>Every level.</summary>
    public static IReadOnlySet<AuditLevel> All { get; } = Enum.GetValues<AuditLevel>().ToHashSet();

    /// <param name="name">The option's.</param>
    /// <param name="allowed">The levels that it may name.</param>
    public static Option<string> Option(string name, IReadOnlySet<AuditLevel> allowed) => new(name)
    {
        Description = $"what to look at: {string.Join(", ", allowed.Order().Select(level => $"{Name(level)} {Words(level)}"))}",
        DefaultValueFactory = _ => string.Join(",", AuditOptions.ReadingLevels.Order().Select(Name)),
    };

    /// <summary>The levels that a text names.</summary>
    /// <param name="option">What problems name as their place.</param>
    /// <param name="allowed">The levels that it may name.</param>
    /// <exception cref="ProblemException">It names none, or one that is not among them.</exception>
    public static HashSet<AuditLevel> Parse(string text, string option, IReadOnlySet<AuditLevel> allowed)
    {
        var known = allowed.Order().ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        var names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.Where(name => !known.ContainsKey(name)).Select(name => new Problem(option, $"{name} is no level", $"give some of {string.Join(",", known.Keys)}")).ToList();
        if (names.Length == 0)
        {
            unknown.Add(new Problem(option, "there is no level in it", $"give some of {string.Join(",", known.Keys)}"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, unknown);
        return [.. names.Select(name => known[name])];
    }

    private static string Name(AuditLevel level) => FormattableString.Invariant($"A{(int)level}");

    private static string Words(AuditLevel level) => level switch
    {
        AuditLevel.Evaluation => "evaluations again",
        AuditLevel.Training => "trainings again",
        AuditLevel.Claims => "published values on file",
        _ => level.ToString().ToLowerInvariant(),
    };
}
