using System.Globalization;
using LCam.Files;

namespace LCam.Experiments.Running;

/// <summary>Who holds a run: a process of a boot of a host.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Pid">The process's number.</param>
/// <param name="BootId">The machine's boot and, behind a slash, the process's start in it: the number alone is given again to others.</param>
public sealed record HostIdentity(string Host, int Pid, string BootId)
{
    /// <summary>How long a holder on another machine may be silent before it counts as dead.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    /// <summary>This process.</summary>
    public static HostIdentity Current() => new(
        Environment.MachineName,
        Environment.ProcessId,
        $"{(File.Exists(BootIdPath) ? File.ReadAllText(BootIdPath).Trim() : "")}/{ProcessStart.Of(Environment.ProcessId)}");

    /// <summary>Whether the process may still be at work that holds a run, as far as can be told from this one at a glance.</summary>
    /// <param name="heartbeat">Its last sign of life, by its own clock.</param>
    /// <param name="now">The time by this process's clock.</param>
    public bool MayBeAlive(HostIdentity other, DateTimeOffset heartbeat, DateTimeOffset now) => other.Host == Host
        ? IsAliveHere(other)
        : now - heartbeat <= Patience;

    /// <summary>Whether a process of this machine is alive; what it says of time does not matter.</summary>
    public bool IsAliveHere(HostIdentity other)
    {
        if (other == this || other.Boot != Boot)
        {
            return false;
        }

        var start = ProcessStart.Of(other.Pid);
        return start is not null && (start.Length == 0 || other.Start.Length == 0 || start == other.Start);
    }

    private string Boot => BootId.Split('/')[0];

    private string Start => BootId.Split('/') is [_, var start] ? start : "";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Pid} on {Host}");
}
