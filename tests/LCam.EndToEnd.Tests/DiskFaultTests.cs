using System.Text;
using System.Text.Json.Nodes;
using CliWrap;

namespace LCam.EndToEnd.Tests;

/// <summary>The real program on a disk that refuses one file: strace answers for the kernel.</summary>
public sealed class DiskFaultTests : IDisposable
{
    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [StraceFact]
    public async Task A_journal_that_the_disk_did_not_take_fails_its_stage_and_a_retry_ends_with_the_same_numbers()
    {
        TinySpec.Write(_lcam);
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml", "--threads", "1", "--store", "sound")).ExitCode);
        var plan = JsonNode.Parse((await _lcam.Run("plan", "tiny.yaml", "--json")).Out)!;
        var key = (string)plan["stages"]!.AsArray().First(stage => (string?)stage!["kind"] == "train")!["key"]!;

        var refused = await Refusing(_lcam.PathOf("results", "store", "stages", key, "1", "journal.jsonl"), "run", "tiny.yaml", "--threads", "1");

        Assert.True(refused.ExitCode == 3, refused.ToString());
        Assert.Contains("FAILED (environment): the disk did not take", refused.Error, StringComparison.Ordinal);
        Assert.Contains("journal.jsonl': Input/output error", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1 failed", refused.Error, StringComparison.Ordinal);

        var again = await _lcam.Run("retry", "tiny.yaml", "--threads", "1");
        Assert.True(again.ExitCode == 0, again.ToString());
        using var sound = Lcam.With("LCAM_STORE", _lcam.PathOf("sound"));
        using var healed = Lcam.With("LCAM_STORE", _lcam.PathOf("results", "store"));
        Assert.Equal(await StoreNumbers.Of(sound), await StoreNumbers.Of(healed));
    }

    private async Task<LcamResult> Refusing(string path, params string[] args)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        var result = await Cli.Wrap("strace")
            .WithArguments(["-f", "-qq", "-o", _lcam.PathOf("trace"), "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO", "-P", path, "dotnet", Lcam.Program, .. args])
            .WithWorkingDirectory(_lcam.Folder)
            .WithEnvironmentVariables(_lcam.Environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync();
        return new LcamResult(result.ExitCode, output.ToString(), error.ToString());
    }
}

/// <summary>A test that needs strace; skipped, with the reason, where it is not installed or may not trace.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StraceFactAttribute : FactAttribute
{
    public StraceFactAttribute()
    {
        if (!Traces())
        {
            Skip = "strace is not installed, or may not trace here";
        }
    }

    private static bool Traces()
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("strace", ["-qq", "-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
