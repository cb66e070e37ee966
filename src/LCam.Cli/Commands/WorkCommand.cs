using System.CommandLine;
using LCam.Experiments.Engines;

namespace LCam.Cli.Commands;

/// <summary><c>lcam work FOLDER...</c>: executes stages whose folders order it, once, wherever it is.</summary>
internal static class WorkCommand
{
    public static Command Create(CliContext context)
    {
        var folders = new Argument<string[]>("FOLDER") { Description = "folders of stages that were ordered, STORE/stages/KEY/ATTEMPT", Arity = ArgumentArity.OneOrMore };
        var verb = new Command("work", "execute ordered stages once, without a coordinator: for jobs on other machines") { folders };
        verb.SetAction(parsed =>
        {
            context.LoadNumericLibrary();
            var work = new FolderWork(Executors.Worker(context), context.FileSystem, context.Say);
            return work.Execute(parsed.GetRequiredValue(folders), context.Cancellation) ? ExitCodes.Ok : ExitCodes.StagesFailed;
        });
        return verb;
    }
}
