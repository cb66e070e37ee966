using System.Globalization;
using Mono.Unix.Native;

namespace LCam.Files;

/// <summary>When processes of this machine started: it tells a process from a later one that got its number.</summary>
public static class ProcessStart
{
    // Counted behind the command, which stands in parentheses and may hold any character: see proc_pid_stat(5).
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>Clock ticks from the machine's start to the process's; empty where the system does not tell, null where there is no such process any more.</summary>
    public static string? Of(int pid) => Of(pid, "/proc");

    internal static string? Of(int pid, string processes)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"{processes}/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');

            // A zombie is dead, only its parent has not looked yet.
            return fields[StateField] is "Z" or "X" ? null : fields[StartField];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Exists(pid) ? "" : null;
        }
    }

    // Mounted with hidepid, /proc hides the processes of other users. Signal 0 is sent to nobody; one that is not ours answers EPERM.
    private static bool Exists(int pid) => pid > 0 && (Syscall.kill(pid, 0) == 0 || Stdlib.GetLastError() != Errno.ESRCH);
}
