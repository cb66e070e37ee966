using System.CommandLine;
using System.Diagnostics;
using LCam.Experiments.Engines;
using LCam.Native;

namespace LCam.Cli.Commands;

/// <summary>
/// <c>lcam work FOLDER...</c>: executes stages whose folders order it, once, wherever it is. Without folders it is what
/// <c>run</c> starts to execute stages in a process of their own, and takes its orders from the standard input.
/// </summary>
internal static class WorkCommand
{
    public const string Name = "work";

    public static Command Create(CliContext context)
    {
        var folders = new Argument<string[]>("FOLDER") { Description = "folders of stages that were ordered, STORE/stages/KEY/ATTEMPT", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command(Name, "execute ordered stages once, without a coordinator: for jobs on other machines") { folders };
        verb.SetAction(parsed =>
        {
            TorchRuntime.Initialize();
            if (parsed.GetValue(folders) is { Length: > 0 } given)
            {
                var work = new FolderWork(Executors.Worker(context), context.FileSystem, context.Say);
                return work.Execute(given, context.Cancellation) ? ExitCodes.Ok : ExitCodes.StagesFailed;
            }

            // The protocol begins lines with a control character, which the writer for people would make visible.
            var host = new WorkerHost(Executors.Worker(context), context.FileSystem, Console.In, Console.Out, Abandon);
            return host.Run(context.Cancellation) ? ExitCodes.Interrupted : ExitCodes.Ok;
        });
        return verb;
    }

    // Native threads are at work: nothing gentler ends them for sure. What is saved is whole at any moment.
    private static void Abandon() => Process.GetCurrentProcess().Kill();
}
