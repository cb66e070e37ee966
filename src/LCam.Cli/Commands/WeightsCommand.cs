using System.CommandLine;

namespace LCam.Cli.Commands;

/// <summary><c>lcam weights</c>: looks into weight files and converts them.</summary>
internal static class WeightsCommand
{
    public static Command Create(CliContext context) => new("weights", "look into weight files, convert them, and export trainings as snapshots")
    {
        WeightsInspectCommand.Create(context),
        WeightsConvertCommand.Create(context),
        WeightsExportCommand.Create(context),
    };
}
