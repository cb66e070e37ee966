using System.CommandLine;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary>Arguments and options that several verbs have, and what they mean.</summary>
internal static class SharedOptions
{
    public static Argument<string> Spec() => new("SPEC") { Description = "the experiment's YAML file" };

    public static Argument<string> RunId(string name = "ID") => new(name) { Description = "a run's or a stage's id, or its beginning" };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "override a value of the spec, as key.path=value; may be repeated",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<string[]> Only() => new("--only")
    {
        Description = "a part of the matrix, as axis=value[,value]; may be repeated: one of each axis's values",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };

    public static Option<bool> Force() => new("--force") { Description = "replace files that lcam did not write" };

    public static Option<bool> Json() => new("--json") { Description = "print the result as JSON" };

    public static Option<string> Device()
    {
        var option = new Option<string>("--device") { Description = "auto, cpu, cuda or cuda:N", DefaultValueFactory = _ => "auto" };
        Validate(option, Devices.Check);
        return option;
    }

    /// <summary>Refuses an option's value with the command line, together with all else that is wrong with it.</summary>
    /// <param name="check">Throws a problem.</param>
    public static void Validate(Option option, Action<string> check) => option.Validators.Add(result =>
    {
        try
        {
            if (result.Tokens is [.., var given])
            {
                check(given.Value);
            }
        }
        catch (ProblemException failure)
        {
            failure.Problems.ToList().ForEach(problem => result.AddError(problem.ToString()));
        }
    });

    public static Option<int?> Threads(string description = "threads of the numeric library, for each of several jobs (default: all processors, shared among the jobs)") =>
        NumberOption.Of<int?>(NumberLimits.Workers, description, "--threads");

    public static Option<string?> Entry() => new("--entry") { Description = "which of the weight file's dicts of tensors, where several fit a network, such as model_ema (default: the one that fits)" };

    /// <summary>Reads a spec as this program knows specs.</summary>
    /// <exception cref="ProblemException">Something is wrong with it.</exception>
    public static ExperimentSpec ReadSpec(CliContext context, string path, string[] overrides) =>
        SpecReader.Read(path, overrides, context.Environment, context.FileSystem);

    /// <summary>Reads a spec, and chooses a part of its matrix.</summary>
    /// <exception cref="ProblemException">Something is wrong with it, or the part is none.</exception>
    public static ExperimentSpec ReadSpec(CliContext context, string path, string[] overrides, string[] only)
    {
        var spec = ReadSpec(context, path, overrides);
        return spec with { Only = CellSelection.Parse(only, CellExpansion.Expand(spec)) };
    }

    /// <summary>Says which published values fit no cell of the tables that are to show them.</summary>
    /// <exception cref="ProblemException">A file of them is not there or not right.</exception>
    public static void CheckPublished(CliContext context, ExperimentSpec spec)
    {
        foreach (var unmatched in ExperimentTables.CheckPublished(spec))
        {
            context.Say($"lcam: {unmatched}");
        }
    }

    /// <summary>The threads that were asked for, or that there are processors for.</summary>
    /// <param name="jobs">How many work at once, where the processors are to be shared.</param>
    public static int ThreadCount(int? option, int jobs = 1) => option ?? Math.Max(1, Environment.ProcessorCount / jobs);
}
