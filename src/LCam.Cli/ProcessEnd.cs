using System.Runtime.InteropServices;
using LCam.Files;

namespace LCam.Cli;

/// <summary>
/// Ends the process in the middle of its work. Exit handlers do not run: those of native libraries take away what threads
/// at work still use, which ended in a segmentation fault.
/// </summary>
internal static partial class ProcessEnd
{
    private static readonly string[] Pipes = ["clr-debug-pipe", "dotnet-diagnostic"];

    private const string ShowCursor = "\u001b[?25h";

    /// <summary>Takes away what is half written, and is gone.</summary>
    public static void Now(int exitCode)
    {
        AsideName.RemoveOwn();
        RemovePipes();
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(ShowCursor);
        }

        Exit(exitCode);
    }

    // The runtime's own, for debuggers, which its exit handlers would remove.
    private static void RemovePipes()
    {
        try
        {
            var process = FormattableString.Invariant($"-{Environment.ProcessId}-");
            foreach (var path in Pipes.SelectMany(name => Directory.GetFiles(Path.GetTempPath(), $"{name}{process}*")))
            {
                File.Delete(path);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // They are in nobody's way.
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int exitCode);
}
