using System.IO.Abstractions;
using LCam.Experiments.Provenance;
using Spectre.Console;

namespace LCam.Cli.Tests;

/// <summary>What verbs get from outside when no process is started for them.</summary>
internal static class Contexts
{
    public static CliContext Of(TextWriter output, TextWriter error, Func<string, string?> environment, CancellationToken cancellation)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(error) });
        return new CliContext(output, console, new FileSystem(), new ProgramRunner(), TimeProvider.System, environment, cancellation);
    }
}
