using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LCam.EndToEnd.Tests;

/// <summary>What becomes of a sweep when its worker processes, or whoever started them, die or are told to stop.</summary>
public sealed partial class WorkerTests : IDisposable
{
    private const int SegmentationFault = 11;

    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public async Task A_fault_in_native_code_fails_one_stage_and_retry_repeats_that_one_alone()
    {
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        var crashed = await _lcam.RunAndAct(
            process =>
            {
                var worker = Assert.Single(Processes.ChildrenOf(process));

                // The runtime takes the first for a fault that will come again, as real ones do.
                Processes.Signal(worker, SegmentationFault);
                Thread.Sleep(50);
                Processes.TrySignal(worker, SegmentationFault);
            },
            line => line.Contains("step 50/450", StringComparison.Ordinal),
            "run", "tiny.yaml", "--threads", "1");
        Assert.True(crashed.ExitCode == 3, crashed.ToString());

        // Where the fault hits the runtime's own code, it ends itself by another signal.
        Assert.True(Killed().IsMatch(crashed.Error), crashed.ToString());
        Assert.Contains("3 stages done, 0 were done before, 1 failed, 1 not tried", crashed.Error, StringComparison.Ordinal);

        // It is not repeated unasked.
        Assert.Contains("0 stages done, 3 were done before, 1 failed", (await _lcam.Run("run", "tiny.yaml", "--threads", "1")).Error, StringComparison.Ordinal);
        var retried = await _lcam.Run("retry", "tiny.yaml", "--threads", "1");
        Assert.True(retried.ExitCode == 0, retried.ToString());
        Assert.Contains("2 stages done, 3 were done before", retried.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_coordinator_takes_its_workers_along_and_the_next_one_starts_at_once()
    {
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        IReadOnlyList<int> workers = [];
        var killed = await _lcam.RunAndAct(
            process =>
            {
                workers = Processes.ChildrenOf(process);
                Processes.Signal(process, Lcam.Kill);
            },
            line => line.Contains("step 50/450", StringComparison.Ordinal),
            "run", "tiny.yaml", "--threads", "1");
        Assert.Equal(137, killed.ExitCode);
        var worker = Assert.Single(workers);
        var waited = Stopwatch.StartNew();
        while (Processes.IsAlive(worker))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(20), "the worker lives on");
            await Task.Delay(20);
        }
    }

    [Fact]
    public async Task A_folder_is_executed_without_a_coordinator_and_the_next_run_takes_in_what_it_left()
    {
        using var straight = await FinishedExperiment.CopyOfLong();
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        await _lcam.RunAndSignal(Lcam.Kill, line => line.Contains("step 50/450", StringComparison.Ordinal), "run", "tiny.yaml", "--threads", "1");
        var folder = Directory.GetDirectories(_lcam.PathOf("results", "store", "stages"), "1", SearchOption.AllDirectories).Single(path => !File.Exists(Path.Combine(path, "result.json")));
        (await _lcam.Run("work", folder, _lcam.PathOf("results"))).AssertRefused(2, $"{_lcam.PathOf("results")}: expected a stage's folder");
        (await _lcam.Run("work", "")).AssertRefused(2, "this is no folder");

        // One folder, however it is named: the lock is beside it.
        Directory.CreateSymbolicLink(_lcam.PathOf("link"), folder);
        var worked = await _lcam.Run("work", folder + "/", _lcam.PathOf("link"), folder);
        Assert.True(worked.ExitCode == 0, worked.ToString());
        Assert.EndsWith("seed 1: done\n", worked.Error, StringComparison.Ordinal);
        Assert.Equal(1, worked.Error.Split("done").Length - 1);
        Assert.False(File.Exists(Path.Combine(folder, "lock")) || File.Exists(_lcam.PathOf("lock")));

        // What it left is taken in, not made again.
        var made = File.GetLastWriteTimeUtc(Path.Combine(folder, "attention.safetensors"));
        var last = await _lcam.Run("run", "tiny.yaml", "--threads", "1");
        Assert.True(last.ExitCode == 0, last.ToString());
        Assert.Equal(made, File.GetLastWriteTimeUtc(Path.Combine(folder, "attention.safetensors")));
        Assert.Equal(await StoreNumbers.Of(straight), await StoreNumbers.Of(_lcam));
        Assert.Equal(File.ReadAllText(straight.PathOf("table.md")), File.ReadAllText(_lcam.PathOf("table.md")));
        Assert.Equal(0, (await _lcam.Run("audit")).ExitCode);
    }

    [Fact]
    public async Task A_folder_that_another_process_works_in_is_left_alone()
    {
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        LcamResult? beside = null;
        var run = await _lcam.RunAndAct(
            _ =>
            {
                var folder = Directory.GetDirectories(_lcam.PathOf("results", "store", "stages"), "1", SearchOption.AllDirectories).Single(path => !File.Exists(Path.Combine(path, "result.json")));
                beside = _lcam.Run("work", folder).GetAwaiter().GetResult();
            },
            line => line.Contains("step 50/450", StringComparison.Ordinal),
            "run", "tiny.yaml", "--threads", "1");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.True(beside!.ExitCode == 3 || beside.Error.Contains(": done", StringComparison.Ordinal), beside.ToString());
        Assert.Equal(0, (await _lcam.Run("audit")).ExitCode);
    }

    [Theory]
    [InlineData(Lcam.Interrupt)]
    [InlineData(Lcam.Terminate)]
    public async Task A_signal_to_the_whole_group_stops_after_the_step_and_a_second_one_ends_it_at_once(int signal)
    {
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        var stopped = await _lcam.RunAndAct(
            process => SignalGroup(process, signal), line => line.Contains("step 50/450", StringComparison.Ordinal), "run", "tiny.yaml", "--threads", "1");
        Assert.True(stopped.ExitCode == 75, stopped.ToString());
        Assert.Contains("'lcam run tiny.yaml' goes on from here", stopped.Error, StringComparison.Ordinal);
        var run = await Training("train vgg16 fm lcam seed 1");
        Assert.Equal("interrupted", (string?)run["state"]);

        var ended = await _lcam.RunAndAct(
            process =>
            {
                SignalGroup(process, signal);
                Thread.Sleep(1);
                SignalGroup(process, signal);
            },
            line => line.Contains(" step ", StringComparison.Ordinal),
            "run", "tiny.yaml", "--threads", "1");

        // The second may come when the first has done its work already.
        Assert.Contains(ended.ExitCode, new[] { 75, 128 + signal });
    }

    [Fact]
    public async Task Two_coordinators_on_one_store_do_each_stage_once_and_print_the_same_table()
    {
        TinySpec.Write(_lcam);
        var both = await Task.WhenAll(_lcam.Run("run", "tiny.yaml", "--threads", "1"), _lcam.Run("run", "tiny.yaml", "--threads", "1"));
        Assert.All(both, result => Assert.True(result.ExitCode == 0, result.ToString()));
        Assert.Equal(both[0].Out, both[1].Out);
        var started = both.SelectMany(result => StartedRun().Matches(result.Error)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(5, started.Count);
        Assert.Equal(5, started.Distinct().Count());
    }

    [Fact]
    public async Task Several_jobs_at_once_in_workers_and_one_in_process_give_the_same_bits()
    {
        TinySpec.Write(_lcam);
        Assert.Equal(0, (await _lcam.Run("run", "tiny.yaml", "-j", "2", "--threads", "1")).ExitCode);
        using var inside = new Lcam();
        TinySpec.Write(inside);
        Assert.Equal(0, (await inside.Run("run", "tiny.yaml", "--isolation", "none", "--threads", "1")).ExitCode);
        Assert.Equal(await StoreNumbers.Of(inside), await StoreNumbers.Of(_lcam));
        Assert.Equal(StoreNumbers.Files(inside), StoreNumbers.Files(_lcam));
    }

    private static void SignalGroup(int coordinator, int signal)
    {
        var workers = Processes.ChildrenOf(coordinator);
        Processes.TrySignal(coordinator, signal);
        foreach (var worker in workers)
        {
            Processes.TrySignal(worker, signal);
        }
    }

    private async Task<JsonNode> Training(string label) => JsonNode.Parse((await _lcam.Run("status", "--json")).Out)!.AsArray()
        .Single(row => (string?)row!["label"] == label)!["run"]!;

    [GeneratedRegex(@"^\[\d+/\d+\] .* \(run ([0-9a-f]+\.\d+)\)$", RegexOptions.Multiline)]
    private static partial Regex StartedRun();

    [GeneratedRegex(@"FAILED \(crashed\): the worker process was killed by SIG(SEGV|ABRT)")]
    private static partial Regex Killed();
}
