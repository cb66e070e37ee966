using LCam.Experiments.Engines;
using LCam.Experiments.Running;

namespace LCam.Cli.Commands;

/// <summary>In which processes stages are executed.</summary>
/// <param name="InWorkers">In worker processes rather than in this one.</param>
/// <param name="Jobs">How many cohorts at once.</param>
internal sealed record EngineChoice(bool InWorkers, int Jobs)
{
    /// <summary>The engine; its first worker is on its way when this returns.</summary>
    public IEngine Create(CliContext context)
    {
        if (!InWorkers)
        {
            return new InProcessEngine(Executors.Worker(context));
        }

        var engine = new ProcessEngine(new LocalWorkerLauncher(WorkerCommand.Name), Jobs);
        engine.Prepare();
        return engine;
    }
}
