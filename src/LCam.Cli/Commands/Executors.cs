using LCam.Experiments.Stages;

namespace LCam.Cli.Commands;

/// <summary>What this program can execute, in whichever process.</summary>
internal static class Executors
{
    public static StageWorker Worker(CliContext context) =>
        new([new ClassifierExecutor(), new TrainExecutor(), new EvaluateExecutor(context.Clock)]);
}
