using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>A sweep on a machine that misbehaves: what is said, what is kept, and what goes on.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [TmpfsFact]
    public async Task A_full_disk_loses_nothing_and_with_room_again_the_sweep_ends_with_the_same_numbers()
    {
        using var straight = await FinishedExperiment.CopyOfLong();
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        using var disk = new SmallDisk(700);
        var full = await Run(disk.Folder);
        Assert.True(full.ExitCode is 1 or 3, full.ToString());
        Assert.True(
            full.Error.Contains("disk is full", StringComparison.Ordinal) || full.Error.Contains("No space left on device", StringComparison.Ordinal), full.ToString());
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);

        disk.Remount("size=64m");
        var again = await _lcam.Run("retry", "tiny.yaml", "--threads", "1", "--store", disk.Folder);
        Assert.True(again.ExitCode == 0, again.ToString());
        using var refilled = Lcam.With("LCAM_STORE", disk.Folder);
        Assert.Equal(await StoreNumbers.Of(straight), await StoreNumbers.Of(refilled));
    }

    [TmpfsFact]
    public async Task A_store_that_cannot_be_written_is_refused_before_any_work()
    {
        TinySpec.Write(_lcam);
        using var disk = new SmallDisk(4096);
        Assert.Equal(0, (await Run(disk.Folder)).ExitCode);
        disk.Remount("ro");
        TinySpec.Write(_lcam, text => text.Replace("epochs: 3", "epochs: 4", StringComparison.Ordinal));
        (await Run(disk.Folder)).AssertRefused(1, "the store cannot be opened");
    }

    [Fact]
    public async Task A_stage_folder_that_is_deleted_under_the_workers_hands_fails_its_stage_alone()
    {
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        var failed = await _lcam.RunAndAct(
            _ => Delete(TrainingFolder()),
            line => line.Contains("step 50/450", StringComparison.Ordinal),
            "run", "tiny.yaml", "--threads", "1");
        Assert.True(failed.ExitCode == 3, failed.ToString());
        Assert.Contains("the stage's folder was deleted while it was being worked on", failed.Error, StringComparison.Ordinal);
        Assert.Contains("3 stages done, 0 were done before, 1 failed, 1 not tried", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await _lcam.Run("retry", "tiny.yaml", "--threads", "1")).ExitCode);
    }

    [Fact]
    public async Task An_image_that_vanishes_fails_what_needs_it_and_is_named()
    {
        TinySpec.Write(_lcam, TinySpec.WithLongTraining);
        var image = "";
        var failed = await _lcam.RunAndAct(
            _ =>
            {
                image = File.ReadLines(_lcam.PathOf("data", "evaluation.txt")).Skip(6).First().Split(' ')[0];
                File.Move(_lcam.PathOf("data", image), _lcam.PathOf("away"));
            },
            line => line.Contains("step 50/450", StringComparison.Ordinal),
            "run", "tiny.yaml", "--threads", "1");
        Assert.True(failed.ExitCode == 3, failed.ToString());
        Assert.Contains("evaluation.txt:7", failed.Error, StringComparison.Ordinal);
        Assert.Contains(image, failed.Error, StringComparison.Ordinal);
        Assert.Contains("3 stages done, 0 were done before, 2 failed", failed.Error, StringComparison.Ordinal);

        File.Move(_lcam.PathOf("away"), _lcam.PathOf("data", image));
        Assert.Equal(0, (await _lcam.Run("retry", "tiny.yaml", "--threads", "1")).ExitCode);
    }

    [Fact]
    public async Task A_training_that_diverges_says_where_and_what_to_do()
    {
        TinySpec.Write(_lcam);
        var failed = await _lcam.Run("run", "tiny.yaml", "--threads", "1", "--set", "training.learning-rate=1e30");
        Assert.True(failed.ExitCode == 3, failed.ToString());
        Assert.Contains("FAILED (diverged): the loss is NaN at epoch 0, step 2 (learning-rate.weight ", failed.Error, StringComparison.Ordinal);
        Assert.Contains("lower the learning rate", failed.Error, StringComparison.Ordinal);
        var rows = JsonNode.Parse((await _lcam.Run("status", "--json")).Out)!.AsArray();
        Assert.Contains(rows, row => (string?)row!["run"]?["failure-kind"] == "diverged");
    }

    private Task<LcamResult> Run(string store) => _lcam.Run("run", "tiny.yaml", "--threads", "1", "--store", store);

    // Away first, in one step: the worker writes into it all the time.
    private void Delete(string folder)
    {
        Directory.Move(folder, _lcam.PathOf("deleted"));
        Directory.Delete(_lcam.PathOf("deleted"), recursive: true);
    }

    // The classifier takes too few steps for a checkpoint: the first that has one is the first training.
    private string TrainingFolder() => Directory.EnumerateDirectories(_lcam.PathOf("results"), "checkpoints", SearchOption.AllDirectories)
        .Select(path => Path.GetDirectoryName(path)!)
        .First();
}
