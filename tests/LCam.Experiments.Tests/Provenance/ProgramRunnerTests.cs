using System.Diagnostics;
using LCam.Experiments.Provenance;
using Mono.Unix.Native;

namespace LCam.Experiments.Tests.Provenance;

public sealed class ProgramRunnerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-programs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("relative/folder")]
    [InlineData("::")]
    public void A_program_is_not_looked_for_beside_the_user(string searchPath)
    {
        // The runtime itself would start what lies in the current folder.
        Assert.Null(ProgramFinder.Find("sh", searchPath));
        Assert.Null(ProgramFinder.Find("./sh", "/bin"));
        Assert.Null(ProgramFinder.Find("bin/sh", "/"));
    }

    [Fact]
    public void A_program_is_the_first_in_the_path_that_can_be_executed()
    {
        var (first, second) = (Program("one", executable: false), Program("two", executable: true));
        Assert.Equal(second, ProgramFinder.Find("tool", $"{Path.GetDirectoryName(first)}::{Path.GetDirectoryName(second)}"));
        Assert.Equal(second, ProgramFinder.Find(second, null));
        Assert.Null(ProgramFinder.Find(first, null));
    }

    [Fact]
    public void A_program_that_is_not_there_gives_nothing() => Assert.Null(new ProgramRunner().Run("no-program-has-this-name", []));

    [Fact]
    public void A_program_that_does_not_end_is_ended()
    {
        var since = Stopwatch.GetTimestamp();
        var result = Runner(TimeSpan.FromMilliseconds(200)).Run("sleep", ["60"])!;
        Assert.Equal(ProgramResult.Ended, result.ExitCode);
        Assert.Contains("took longer than 0.2 seconds", result.Error, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_program_that_does_not_stop_printing_is_ended()
    {
        var result = Runner(TimeSpan.FromSeconds(60)).Run("yes", [])!;
        Assert.Equal(ProgramResult.Ended, result.ExitCode);
        Assert.Contains("printed more than", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_tells_git_which_programs_to_use_is_not_handed_on()
    {
        // Of a name that git does not know: other tests start git at the same time.
        Environment.SetEnvironmentVariable("GIT_LCAM_TEST", "inherited");
        var environment = new ProgramRunner().Run("env", [], environment: new Dictionary<string, string> { ["GIT_GIVEN"] = "given" })!.Out;
        Assert.DoesNotContain("inherited", environment, StringComparison.Ordinal);
        Assert.Contains("GIT_GIVEN=given\n", environment, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_and_arguments_reach_the_program_as_they_are()
    {
        Assert.Equal("$(id) ü\n", new ProgramRunner().Run("cat", [], "$(id) ü\n")!.Out);
        Assert.Equal("$(id) *", new ProgramRunner().Run("printf", ["%s", "$(id) *"])!.Out);
        Assert.Equal(1, new ProgramRunner().Run("false", [], new string('x', 1 << 20))!.ExitCode);
    }

    private static ProgramRunner Runner(TimeSpan patience) => new(patience, 1 << 16, () => Environment.GetEnvironmentVariable("PATH"));

    private string Program(string folder, bool executable)
    {
        var path = Path.Combine(_folder.CreateSubdirectory(folder).FullName, "tool");
        File.WriteAllText(path, "#!/bin/sh\n");
        Assert.Equal(0, Syscall.chmod(path, executable ? FilePermissions.S_IRUSR | FilePermissions.S_IXUSR : FilePermissions.S_IRUSR));
        return path;
    }
}
