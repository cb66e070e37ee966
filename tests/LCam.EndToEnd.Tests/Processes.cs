using System.Globalization;
using System.Runtime.InteropServices;

namespace LCam.EndToEnd.Tests;

/// <summary>Other processes of this machine.</summary>
internal static partial class Processes
{
    public static void Signal(int process, int signal) => Assert.Equal(0, SendSignal(process, signal));

    /// <summary>Sends a signal to a process that may have ended meanwhile.</summary>
    public static void TrySignal(int process, int signal) => _ = SendSignal(process, signal);

    /// <summary>The living processes that a process started itself.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && Facts(id) is [not "Z", var parent, ..] && parent == process.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Whether a process is there and no zombie.</summary>
    public static bool IsAlive(int process) => Facts(process) is [not "Z", ..];

    // State, parent, and more: what stands behind the command's name, see proc_pid_stat(5).
    private static string[] Facts(int process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
