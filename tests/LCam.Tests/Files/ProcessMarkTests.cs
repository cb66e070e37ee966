using LCam.Files;
using LCam.Tests.Shapes;

namespace LCam.Tests.Files;

/// <summary>Only a process that is certainly gone counts as gone.</summary>
public sealed class ProcessMarkTests
{
    // Nobody has it: beyond the largest number that Linux gives.
    private const int Nobody = int.MaxValue;

    [Fact]
    public void A_process_that_proc_hides_lives_as_long_as_the_kernel_knows_it()
    {
        using var empty = new TemporaryFolder();
        Assert.Equal("", ProcessStart.Of(Environment.ProcessId, empty.Parent));

        // Another user's, unless all is root's.
        Assert.Equal("", ProcessStart.Of(1, empty.Parent));
        Assert.Null(ProcessStart.Of(Nobody, empty.Parent));
        Assert.Null(ProcessStart.Of(0, empty.Parent));
    }

    [Fact]
    public void A_place_is_known_again_by_its_boot_and_its_PID_namespace()
    {
        Assert.Equal(ProcessMark.PlaceOf("boot", "1"), ProcessMark.PlaceOf("boot", "1"));
        Assert.NotEqual(ProcessMark.PlaceOf("boot", "1"), ProcessMark.PlaceOf("boot", "2"));
        Assert.NotEqual(ProcessMark.PlaceOf("boot", "1"), ProcessMark.PlaceOf("later", "1"));
    }

    // As in a container whose /proc is another namespace's: a number there is not the number here.
    [Theory]
    [InlineData("boot", "")]
    [InlineData("", "1")]
    public void Where_a_namespace_or_boot_is_not_known_nobody_else_counts_as_gone(string boot, string pidNamespace) =>
        Assert.NotEqual(ProcessMark.PlaceOf(boot, pidNamespace), ProcessMark.PlaceOf(boot, pidNamespace));
}
