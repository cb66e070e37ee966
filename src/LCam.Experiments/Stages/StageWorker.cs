using LCam.Problems;

namespace LCam.Experiments.Stages;

/// <summary>
/// Executes the stage that a folder orders and leaves its result there. Every engine ends here, whatever machine it
/// is on. An interruption leaves no result: the folder then says where to go on.
/// </summary>
public sealed class StageWorker(IReadOnlyList<IStageExecutor> executors)
{
    public void Execute(StageFolder folder, CancellationToken cancellation)
    {
        try
        {
            var order = folder.ReadOrder();
            var executor = executors.First(candidate => candidate.Executes(order));
            folder.WriteResult(new StageResult(null, executor.Execute(order, folder, cancellation)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Interrupted on request: no result, as after a crash, and a checkpoint to go on from.
        }
        catch (ProblemException failure)
        {
            Fail(folder, failure, Kind(failure.Kind), failure.Message);
        }
#pragma warning disable CA1031 // A stage may fail in any way; the sweep goes on and the cause is kept.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(folder, failure, "internal", $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    private static void Fail(StageFolder folder, Exception failure, string kind, string message)
    {
        folder.FileSystem.File.AppendAllText(folder.LogPath, failure + Environment.NewLine);
        folder.WriteResult(new StageResult(new StageFailure(kind, message), []));
    }

    private static string Kind(ProblemKind kind) => kind switch
    {
        ProblemKind.InvalidInput => "invalid-input",
        ProblemKind.DataMissing => "data-missing",
        _ => "environment",
    };
}
