using System.Diagnostics;
using System.Globalization;

namespace LCam.Experiments.Running;

/// <summary>Who holds a run: a process of a boot of a host.</summary>
public sealed record HostIdentity(string Host, int Pid, string BootId)
{
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    /// <summary>This process.</summary>
    public static HostIdentity Current() => new(
        Environment.MachineName,
        Environment.ProcessId,
        File.Exists(BootIdPath) ? File.ReadAllText(BootIdPath).Trim() : "");

    /// <summary>Whether the process that a run was left by may still be at work, as far as can be told from this one.</summary>
    public bool MayBeAlive(HostIdentity other)
    {
        if (other.Host != Host)
        {
            return true;
        }

        if (other.BootId != BootId || other.Pid == Pid)
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(other.Pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Pid} on {Host}");
}
