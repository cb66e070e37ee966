namespace LCam.EndToEnd.Tests;

/// <summary>A sweep that is stopped, or killed, and run again.</summary>
public sealed class InterruptionTests
{
    [Fact]
    public async Task Stopped_and_killed_runs_end_with_the_bits_of_one_that_was_never_stopped()
    {
        using var straight = new Lcam();
        TinySpec.Write(straight, TinySpec.WithLongTraining);
        Assert.Equal(0, (await straight.Run("run", "tiny.yaml", "--threads", "2")).ExitCode);

        using var broken = new Lcam();
        TinySpec.Write(broken, TinySpec.WithLongTraining);
        var stopped = await broken.RunAndSignal(Lcam.Interrupt, line => line.Contains("step 50/450", StringComparison.Ordinal), "run", "tiny.yaml", "--threads", "2");
        Assert.True(stopped.ExitCode == 75, stopped.ToString());
        Assert.Contains("'lcam run tiny.yaml' goes on from here", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(broken.PathOf("table.md")));
        var killed = await broken.RunAndSignal(Lcam.Kill, line => IsStep(line), "run", "tiny.yaml", "--threads", "2");
        Assert.True(killed.ExitCode == 137, killed.ToString());
        var last = await broken.Run("run", "tiny.yaml", "--threads", "2");
        Assert.True(last.ExitCode == 0, last.ToString());

        Assert.Equal(await StoreNumbers.Of(straight), await StoreNumbers.Of(broken));
        Assert.Equal(File.ReadAllText(straight.PathOf("table.md")), File.ReadAllText(broken.PathOf("table.md")));
    }

    [Fact]
    public async Task A_killed_training_is_not_continued_with_other_threads_unless_asked_and_then_it_is_called_mixed()
    {
        using var lcam = new Lcam();
        TinySpec.Write(lcam, text => TinySpec.WithLongTraining(text).Replace("loss: [lcam, cross-entropy]", "loss: lcam", StringComparison.Ordinal));
        await lcam.RunAndSignal(Lcam.Kill, line => line.Contains("step 50/450", StringComparison.Ordinal), "run", "tiny.yaml", "--threads", "2");

        var refused = await lcam.Run("run", "tiny.yaml", "--threads", "1");
        Assert.True(refused.ExitCode == 3, refused.ToString());
        Assert.Contains("going on would mix its numbers: threads 2 then, 1 now. Run it as it was begun", refused.Error, StringComparison.Ordinal);

        var mixed = await lcam.Run("run", "tiny.yaml", "--threads", "1", "--continue-elsewhere");
        Assert.True(mixed.ExitCode == 0, mixed.ToString());
        Assert.Contains("was continued under other conditions (threads 2 first, 1 later)", File.ReadAllText(lcam.PathOf("table.md")), StringComparison.Ordinal);
        var audit = await lcam.Run("audit");
        Assert.Contains("A3-mixed-run", audit.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("error", audit.Out, StringComparison.Ordinal);
        var again = await lcam.Run("audit", "--rerun", "train");
        Assert.DoesNotContain("A5-", again.Out, StringComparison.Ordinal);
        Assert.Contains("2 runs executed again, 2 of them bit-identical", again.Error, StringComparison.Ordinal);
    }

    // One long batch in native code, which nobody but the second signal ends.
    [Fact]
    public async Task A_second_signal_ends_an_explanation_at_once_with_nothing_half_written_and_no_fault()
    {
        using var lcam = new Lcam();
        lcam.Environment["TMPDIR"] = Directory.CreateDirectory(lcam.PathOf("tmp")).FullName;
        Samples.Weights(lcam);
        Samples.Images(lcam, 1);
        var before = lcam.Files();
        var result = await lcam.RunAndAct(
            process => Twice(process, () => lcam.Files().Any(file => file.EndsWith("0000.grad-cam.map.png", StringComparison.Ordinal))),
            text => text.StartsWith("explaining", StringComparison.Ordinal),
            "explain", "images/0000.png", "--backbone", "resnet50", "--weights", "weights.safetensors", "--classes", "5", "--width", Samples.Width, "--crop-size", "224",
            "--explainer", "grad-cam,rise:masks=1500,batch-size=1500", "--threads", "1", "--device", "cpu", "--output", "out");
        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Contains("once more to stop at once", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, lcam.Files().Except(["out"]));
    }

    // When it is in the long batch. The runtime hears of signals one after the other: two of a kind at once would be one.
    private static void Twice(int process, Func<bool> isWorking)
    {
        for (var left = 600; left > 0 && !isWorking(); left--)
        {
            Thread.Sleep(50);
        }

        Thread.Sleep(200);
        Processes.Signal(process, Lcam.Interrupt);
        Thread.Sleep(200);
        Processes.Signal(process, Lcam.Interrupt);
    }

    // The first step that is done after going on.
    private static bool IsStep(string line) => line.Contains(" step ", StringComparison.Ordinal);
}
