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

    public EngineOptionGroup() => SharedOptions.Validate(_isolation, isolation =>
    {
        if (isolation is not (Process or None))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("--isolation", $"{isolation} is no way to execute stages", $"give {Process} or {None}"));
        }
    });

    public IReadOnlyList<Option> All => [_isolation, _jobs];

    /// <summary>The options as they were given.</summary>
    /// <exception cref="ProblemException">They are wrong.</exception>
    public EngineChoice Read(ParseResult parsed)
    {
        var (isolation, jobs) = (parsed.GetRequiredValue(_isolation), parsed.GetRequiredValue(_jobs));
        return isolation == None && jobs > 1
            ? throw new ProblemException(ProblemKind.InvalidInput, new Problem("--jobs", $"with --isolation {None} one job runs at a time", $"give --isolation {Process}"))
            : new EngineChoice(isolation == Process, jobs);
    }
}
