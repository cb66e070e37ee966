using System.Globalization;
using LCam.Experiments.Running;

namespace LCam.Experiments.Store;

/// <summary>The process that acts on a plan's cells, and when it said so.</summary>
public sealed record CellHolder(HostIdentity Process, DateTimeOffset Since)
{
    // A process of another machine cannot be looked for. What is kept too long can be removed later.
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>Whether the process may still act on them, as far as this one can tell.</summary>
    public bool MayBeAlive(HostIdentity here, DateTimeOffset now) => Process == here || (Process.Host == here.Host ? here.IsAliveHere(Process) : now - Since <= Patience);

    /// <summary>What the database says; null where it says nothing that can be understood.</summary>
    public static CellHolder? Parse(string text) =>
        text.Split('\n') is [var host, var pid, var boot, var since]
            && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new CellHolder(new HostIdentity(host, number, boot), at)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Process.Host}\n{Process.Pid}\n{Process.BootId}\n{StoreTime.Text(Since)}");
}
