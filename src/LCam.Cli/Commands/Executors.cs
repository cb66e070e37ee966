using LCam.Experiments.Stages;

namespace LCam.Cli.Commands;

/// <summary>What this program can execute, in whichever process.</summary>
internal static class Executors
{
    public static StageWorker Worker(CliContext context) =>
        new([new ClassifierExecutor(context.Clock), new TrainExecutor(context.Clock), new MeasureExecutor(context.Clock), new SanityExecutor()]);
}
