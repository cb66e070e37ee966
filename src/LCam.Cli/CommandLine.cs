using System.CommandLine;
using LCam.Cli.Commands;
using LCam.Problems;

namespace LCam.Cli;

/// <summary>The program's verbs, and what becomes of every way in which they can end.</summary>
internal sealed class CommandLine(CliContext context)
{
    private readonly RootCommand _root = Root(context);

    /// <summary>Parses and executes a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Invoke(string[] args)
    {
        var parsed = _root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                context.Say($"lcam: {error.Message}");
            }

            context.Say("lcam: 'lcam --help' lists the verbs, 'lcam VERB --help' a verb's options");
            return ExitCodes.Invalid;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = context.Out });
        }
        catch (ProblemException failure)
        {
            foreach (var problem in failure.Problems)
            {
                context.Say($"lcam: {problem}");
            }

            return ExitCodes.For(failure.Kind);
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            context.Say("lcam: interrupted; the same command finishes the work");
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            context.Say($"lcam: {FirstLine(failure)} (something took it away while it was needed, such as 'lcam gc': run this again)");
            return ExitCodes.DataMissing;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            context.Say($"lcam: {FirstLine(failure)} (check the disk, the room on it and the permissions, and run this again)");
            return ExitCodes.InternalError;
        }
#pragma warning disable CA1031 // The last resort: no user ever sees a stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return InternalError(failure);
        }
    }

    private static RootCommand Root(CliContext context)
    {
        var root = Verbs.Root(context);
        FlagOptions.Apply(root);
        return root;
    }

    private static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].Trim();

    private int InternalError(Exception failure)
    {
        var details = Path.Combine(Path.GetTempPath(), FormattableString.Invariant($"lcam-error-{System.Environment.ProcessId}.txt"));
        File.WriteAllText(details, failure.ToString());
        context.Say($"lcam: internal error: {failure.GetType().Name}: {FirstLine(failure)} (details for a bug report: {details})");
        return ExitCodes.InternalError;
    }
}
