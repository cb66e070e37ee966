using System.CommandLine;

namespace LCam.Cli.Commands;

/// <summary><c>lcam data</c>: makes and checks data sets and image lists.</summary>
internal static class DataCommand
{
    public static Command Create(CliContext context) => new("data", "make and check data sets and image lists")
    {
        DataShapesCommand.Create(context),
        DataLabelCommand.Create(context),
        DataCheckCommand.Create(context),
        DataLockCommand.Create(context),
        DataCheckPredictionsCommand.Create(context),
    };
}
