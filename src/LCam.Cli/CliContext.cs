using System.IO.Abstractions;
using LCam.Experiments.Provenance;
using LCam.Native;
using LCam.Texts;
using Spectre.Console;

namespace LCam.Cli;

/// <summary>What the verbs get from outside: consoles, files, clock, environment.</summary>
/// <param name="Out">Results go here.</param>
/// <param name="Error">Messages and progress go here.</param>
internal sealed record CliContext(
    TextWriter Out,
    IAnsiConsole Error,
    IFileSystem FileSystem,
    IProgramRunner Programs,
    TimeProvider Clock,
    Func<string, string?> Environment,
    CancellationToken Cancellation)
{
    /// <summary>Loads libtorch, which takes a second: what is wrong with a command line is told before.</summary>
    public Action LoadNumericLibrary { get; init; } = TorchRuntime.Initialize;

    public static CliContext ForProcess(CancellationToken cancellation) => new(
        Console.Out,
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
        new FileSystem(),
        new ProgramRunner(),
        TimeProvider.System,
        System.Environment.GetEnvironmentVariable,
        cancellation);

    /// <summary>The same with no way past <see cref="VisibleText"/> to <see cref="Out"/>.</summary>
    public CliContext WithVisibleText() => this with { Out = new VisibleTextWriter(Out) };

    /// <summary>Writes a message for people, as plain text: brackets in it are no markup, and only a terminal folds it.</summary>
    /// <param name="message">What of it is behind a line end is indented: no name with one can pose as a message of its own.</param>
    public void Say(string message)
    {
        message = string.Join("\n    ", message.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(VisibleText.Line));
        if (Error.Profile.Capabilities.Interactive)
        {
            Error.WriteLine(message);
        }
        else
        {
            Error.Profile.Out.Writer.WriteLine(message);
        }
    }
}
