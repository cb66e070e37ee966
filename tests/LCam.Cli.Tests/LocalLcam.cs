using System.Globalization;
using LCam.Problems;

namespace LCam.Cli.Tests;

/// <summary>
/// The command line without a process of its own, run in a temporary folder as its current one. The current folder is the
/// whole process's: one command line runs at a time, and tests beside these name files by absolute paths.
/// </summary>
internal sealed class LocalLcam : WorkFolder
{
    private static readonly Lock CurrentFolder = new();

    /// <summary>The only environment variables that a command line sees.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Whether the numeric library is there. Without it a verb that asks for it ends with exit code 1.</summary>
    public bool HasNumericLibrary { get; set; } = true;

    /// <summary>Runs a command line to its end.</summary>
    public LcamResult Run(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var context = Contexts.Of(output, error, name => Environment.GetValueOrDefault(name), CancellationToken.None);
        if (!HasNumericLibrary)
        {
            context = context with { LoadNumericLibrary = () => throw new ProblemException(ProblemKind.Environment, new Problem("libtorch", "is not there", "do without it")) };
        }

        lock (CurrentFolder)
        {
            var before = Directory.GetCurrentDirectory();
            Directory.SetCurrentDirectory(Folder);
            try
            {
                return new LcamResult(new CommandLine(context).Invoke(args), output.ToString(), error.ToString());
            }
            finally
            {
                Directory.SetCurrentDirectory(before);
            }
        }
    }
}
