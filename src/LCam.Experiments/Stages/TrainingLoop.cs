using LCam.Experiments.Journals;
using LCam.Images;
using LCam.Training;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>
/// Trains from where a folder's journal and checkpoints say, to the end, one line a step. Stopped after any step, or
/// killed at any moment, it goes on to the same bits.
/// </summary>
internal sealed class TrainingLoop(StageFolder folder, ExecutionOrder execution, ITrainable trainable, TimeProvider clock)
{
    private const int CollectEvery = 10;

    private readonly Checkpoints _checkpoints = new(folder);
    private long _savedAt = clock.GetTimestamp();

    /// <param name="resumed">Where to go on.</param>
    /// <param name="journal">The journal, cut to <paramref name="resumed"/>.</param>
    /// <exception cref="OperationCanceledException">Stopped on request, with a checkpoint.</exception>
    public void Run(ImageSource images, long seed, int epochs, int batchSize, ResumePoint resumed, JournalWriter journal, CancellationToken cancellation)
    {
        var perEpoch = images.BatchCount(batchSize);
        var step = resumed.Checkpoint?.Step ?? 0;
        Restore(resumed);
        var means = MeansSoFar(resumed, perEpoch);
        journal.Append(new StartEntry((long)epochs * perEpoch, "steps", step));
        for (var epoch = (int)(step / perEpoch); epoch < epochs; epoch++)
        {
            foreach (var batch in images.Training(seed, epoch, (int)(step % perEpoch), batchSize, CancellationToken.None))
            {
                if (execution.ThreadChanges?.FirstOrDefault(change => change.Step == step) is { } change)
                {
                    torch.set_num_threads(change.Threads);
                }

                using (batch)
                {
                    var entry = new StepEntry(epoch, step, batch.Count, trainable.Step(batch, epoch, step));
                    journal.Append(entry);
                    means.Add(entry);
                    RequireFinite(entry);
                }

                step++;
                if (step % perEpoch == 0)
                {
                    journal.Append(new EpochEntry(epoch, step - 1, means.Take()));
                }

                Rest(journal, step, perEpoch, cancellation);
            }
        }
    }

    private void Rest(JournalWriter journal, long step, int perEpoch, CancellationToken cancellation)
    {
        if (step % CollectEvery == 0)
        {
            // Small native handles that wait for finalizers fragment the heap; this keeps memory flat.
            GC.Collect(0);
        }

        var due = step % execution.CheckpointEvery == 0 || clock.GetElapsedTime(_savedAt).TotalSeconds >= execution.CheckpointSeconds;
        if (cancellation.IsCancellationRequested || due)
        {
            _checkpoints.Save(journal, trainable.Export(), (int)(step / perEpoch), step);
            _savedAt = clock.GetTimestamp();
            cancellation.ThrowIfCancellationRequested();
        }
    }

    // A trainer may see it before it learns from it; after that, at least no checkpoint holds it.
    private static void RequireFinite(StepEntry step)
    {
        if (!double.IsFinite(step.Metrics["loss"]))
        {
            throw new DivergedException(
                step.Metrics["loss"], step.Epoch, step.Step, step.Metrics.Where(metric => metric.Key.StartsWith("learning-rate", StringComparison.Ordinal)));
        }
    }

    private void Restore(ResumePoint resumed)
    {
        if (resumed.Checkpoint is { } checkpoint)
        {
            using var state = _checkpoints.Read(checkpoint);
            trainable.Import(state.ToDictionary(StringComparer.Ordinal));
        }
    }

    // Added in the same order as without the interruption, so that the sums have the same bits.
    private static EpochMeans MeansSoFar(ResumePoint resumed, int perEpoch)
    {
        var means = new EpochMeans();
        var first = (resumed.Checkpoint?.Step ?? 0) / perEpoch * perEpoch;
        foreach (var entry in resumed.Kept.OfType<StepEntry>().Where(entry => entry.Step >= first))
        {
            means.Add(entry);
        }

        return means;
    }
}
