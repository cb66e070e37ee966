using System.Globalization;
using LCam.Experiments.Running;

namespace LCam.Experiments.Tests.Running;

/// <summary>When it is certain that a run's holder lives or is dead, and when only its heartbeat tells.</summary>
public sealed class HostIdentityTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly HostIdentity Here = HostIdentity.Current();
    private static readonly string[] Parts = Here.BootId.Split('/');

    [Fact]
    public void This_process_knows_its_boot_its_start_and_its_namespace()
    {
        Assert.Equal(3, Parts.Length);
        Assert.All(Parts, Assert.NotEmpty);
    }

    // Process 1 of any PID namespace lives as long as the namespace does; no process has the largest number.
    [Theory]
    [InlineData("same", "same", "", "same", 1, true)]
    [InlineData("same", "same", "", "same", int.MaxValue, false)]
    [InlineData("same", "same", "123456789123", "same", 1, false)]
    [InlineData("same", "same", "", "4026500001", int.MaxValue, null)]
    [InlineData("same", "same", "", "4026500001", 1, null)]
    [InlineData("same", "another boot", "", "same", int.MaxValue, null)]
    [InlineData("another host", "same", "", "same", int.MaxValue, null)]
    [InlineData("same", "same", "", "", int.MaxValue, null)]
    [InlineData("same", "", "", "same", int.MaxValue, null)]
    public void Only_a_process_of_this_host_boot_and_namespace_is_known_to_live_or_to_be_dead(string host, string boot, string start, string space, int pid, bool? alive)
    {
        var other = new HostIdentity(
            host == "same" ? Here.Host : host, pid, $"{(boot == "same" ? Parts[0] : boot)}/{start}/{(space == "same" ? Parts[2] : space)}");
        Assert.Equal(alive, Here.IsAlive(other));
        Assert.Equal(alive ?? true, Here.MayBeAlive(other, Now, Now));
        Assert.Equal(alive ?? false, Here.MayBeAlive(other, Now - HostIdentity.Patience - TimeSpan.FromSeconds(1), Now));
    }

    [Theory]
    [InlineData("{0}/{1}")]
    [InlineData("{0}")]
    [InlineData("")]
    public void Of_a_holder_that_an_older_store_tells_of_only_the_heartbeat_is_known(string form) =>
        Assert.Null(Here.IsAlive(Here with { Pid = int.MaxValue, BootId = string.Format(CultureInfo.InvariantCulture, form, Parts[0], Parts[1]) }));
}
