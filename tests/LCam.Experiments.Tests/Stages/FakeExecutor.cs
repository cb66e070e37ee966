using LCam.Experiments.Stages;

namespace LCam.Experiments.Tests.Stages;

/// <summary>Executes any stage by what a test says.</summary>
internal sealed class FakeExecutor(Action<StageTask, CancellationToken> work) : IStageExecutor
{
    public bool Executes(StageOrder order) => true;

    public void Execute(IReadOnlyList<StageTask> cohort, CancellationToken cancellation)
    {
        foreach (var task in cohort)
        {
            task.Attempt(() =>
            {
                work(task, cancellation);
                task.Succeed([]);
            });
        }
    }
}
