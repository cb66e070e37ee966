using System.Globalization;
using LCam.Files;

namespace LCam.Experiments.Running;

/// <summary>Who holds a run: a process of a boot of a host.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Pid">The process's number, as it is in its own PID namespace.</param>
/// <param name="BootId">
/// The machine's boot, the process's start in it and its PID namespace, with slashes between: the number alone is given
/// again to others. What is not known is left empty or out, as older stores have it.
/// </param>
public sealed record HostIdentity(string Host, int Pid, string BootId)
{
    /// <summary>How long a heartbeat may stand still before its holder counts as dead, where nothing better is known of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    /// <summary>This process.</summary>
    public static HostIdentity Current() => new(
        Environment.MachineName,
        Environment.ProcessId,
        $"{(File.Exists(BootIdPath) ? File.ReadAllText(BootIdPath).Trim() : "")}/{ProcessStart.Of(Environment.ProcessId)}/{ProcessNamespace.Current()}");

    /// <summary>Whether the process may still be at work that holds a run, as far as can be told from this one at a glance.</summary>
    /// <param name="heartbeat">Its last sign of life, by its own clock.</param>
    /// <param name="now">The time by this process's clock.</param>
    public bool MayBeAlive(HostIdentity other, DateTimeOffset heartbeat, DateTimeOffset now) => IsAlive(other) ?? (now - heartbeat <= Patience);

    /// <summary>Whether another process lives, where that is certain: it is of the same host, boot and PID namespace. Null where only its heartbeat tells.</summary>
    public bool? IsAlive(HostIdentity other)
    {
        if (other == this)
        {
            return false;
        }

        if (other.Host != Host || Boot.Length == 0 || other.Boot != Boot || Namespace.Length == 0 || other.Namespace != Namespace)
        {
            return null;
        }

        var start = ProcessStart.Of(other.Pid);
        return start is not null && (start.Length == 0 || other.Start.Length == 0 || start == other.Start);
    }

    private string Boot => Part(0);

    private string Start => Part(1);

    private string Namespace => Part(2);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Pid} on {Host}");

    private string Part(int index) => BootId.Split('/') is var parts && index < parts.Length ? parts[index] : "";
}
