using System.Runtime.InteropServices;
using LCam.Files;

namespace LCam.Cli;

/// <summary>
/// Ends the process in the middle of its work. Exit handlers do not run: those of native libraries take away what threads
/// at work still use, which ended in a segmentation fault.
/// </summary>
internal static partial class ProcessEnd
{
    private const string ShowCursor = "\u001b[?25h";

    /// <summary>Takes away what is half written, and is gone.</summary>
    public static void Now(int exitCode)
    {
        AsideName.RemoveOwn();
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(ShowCursor);
        }

        Exit(exitCode);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int exitCode);
}
