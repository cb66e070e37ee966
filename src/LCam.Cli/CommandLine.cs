using System.CommandLine;
using LCam.Cli.Commands;
using LCam.Problems;
using LCam.Texts;

namespace LCam.Cli;

/// <summary>The program's verbs, and what becomes of every way in which they can end.</summary>
internal sealed class CommandLine
{
    private readonly CliContext _context;
    private readonly RootCommand _root;

    public CommandLine(CliContext context)
    {
        _context = context.WithVisibleText();
        _root = Verbs.Root(_context);
    }

    /// <summary>Parses and executes a command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Invoke(string[] args)
    {
        var parsed = _root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                _context.Say($"lcam: {error.Message}");
            }

            _context.Say("lcam: 'lcam --help' lists the verbs, 'lcam VERB --help' a verb's options");
            return ExitCodes.Invalid;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = _context.Out, Error = new VisibleTextWriter(_context.Error.Profile.Out.Writer) });
        }
        catch (ProblemException failure)
        {
            foreach (var problem in failure.Problems)
            {
                _context.Say($"lcam: {problem}");
            }

            return ExitCodes.For(failure.Kind);
        }
        catch (OperationCanceledException) when (_context.Cancellation.IsCancellationRequested)
        {
            _context.Say("lcam: interrupted; the same command finishes the work");
            return ExitCodes.Interrupted;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            _context.Say($"lcam: {FirstLine(failure)} (something took it away while it was needed, such as 'lcam gc': run this again)");
            return ExitCodes.DataMissing;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _context.Say($"lcam: {FirstLine(failure)} (check the disk, the room on it and the permissions, and run this again)");
            return ExitCodes.InternalError;
        }
#pragma warning disable CA1031 // The last resort: no user ever sees a stack trace.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return InternalError(failure);
        }
    }

    private static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].Trim();

    private int InternalError(Exception failure)
    {
        _context.Say($"lcam: internal error: {failure.GetType().Name}: {FirstLine(failure)} ({Details(failure)})");
        return ExitCodes.InternalError;
    }

    // Under a name that nobody can have put something else at.
    private static string Details(Exception failure)
    {
        try
        {
            var details = Path.Combine(Directory.CreateTempSubdirectory("lcam-error-").FullName, "error.txt");
            File.WriteAllText(details, failure.ToString());
            return $"details for a bug report: {details}";
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return $"its details cannot be written: {unwritable.Message}";
        }
    }
}
