using System.Diagnostics;
using System.Globalization;

namespace LCam.Files;

/// <summary>When processes of this machine started: it tells a process from a later one that got its number.</summary>
public static class ProcessStart
{
    // Counted behind the command, which stands in parentheses and may hold any character: see proc_pid_stat(5).
    private const int StateField = 0;
    private const int StartField = 19;

    /// <summary>Clock ticks from the machine's start to the process's; empty where the system does not tell, null where there is no such process any more.</summary>
    public static string? Of(int pid)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');

            // A zombie is dead, only its parent has not looked yet.
            return fields[StateField] is "Z" or "X" ? null : fields[StartField];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Directory.Exists("/proc/self") ? null : WithoutProc(pid);
        }
    }

    private static string? WithoutProc(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.HasExited ? null : "";
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
