using System.CommandLine;
using System.Diagnostics;
using LCam.Experiments.Engines;

namespace LCam.Cli.Commands;

/// <summary><c>lcam worker</c>, which people do not see: what <c>run</c> starts to execute stages in a process of their own.</summary>
internal static class WorkerCommand
{
    public const string Name = "worker";

    public static Command Create(CliContext context)
    {
        var verb = new Command(Name, "execute the stages that the standard input orders") { Hidden = true };
        verb.SetAction(_ =>
        {
            context.LoadNumericLibrary();

            // The protocol begins lines with a control character, which the writer for people would make visible.
            var host = new WorkerHost(Executors.Worker(context), context.FileSystem, Console.In, Console.Out, Abandon);
            return host.Run(context.Cancellation) ? ExitCodes.Interrupted : ExitCodes.Ok;
        });
        return verb;
    }

    // Native threads are at work: nothing gentler ends them for sure. What is saved is whole at any moment.
    private static void Abandon() => Process.GetCurrentProcess().Kill();
}
