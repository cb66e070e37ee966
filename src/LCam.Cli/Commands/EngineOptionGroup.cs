using System.CommandLine;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>The options that say in which processes stages are executed, and how many at once.</summary>
internal sealed class EngineOptionGroup
{
    private const string Process = "process";
    private const string None = "none";

    private readonly Option<string> _isolation = new("--isolation")
    {
        Description = "process: stages run in worker processes, whose death fails one stage and not the sweep; none: in this process",
        DefaultValueFactory = _ => Process,
    };

    private readonly Option<int> _jobs = NumberOption.With(
        1, NumberLimits.Workers, "how many stages, or groups of them that share work, run at once", "--jobs", "-j");

    public IReadOnlyList<Option> All => [_isolation, _jobs];

    /// <summary>The options as they were given.</summary>
    /// <exception cref="ProblemException">They are wrong.</exception>
    public EngineChoice Read(ParseResult parsed)
    {
        var (isolation, jobs) = (parsed.GetRequiredValue(_isolation), parsed.GetRequiredValue(_jobs));
        var problems = new List<Problem>();
        if (isolation is not (Process or None))
        {
            problems.Add(new Problem("--isolation", $"{isolation} is no way to execute stages", $"give {Process} or {None}"));
        }

        if (isolation == None && jobs > 1)
        {
            problems.Add(new Problem("--jobs", $"with --isolation {None} one job runs at a time", $"give --isolation {Process}"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return new EngineChoice(isolation == Process, jobs);
    }
}
