using System.CommandLine;

namespace LCam.Cli.Commands;

internal static class DataCommand
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("data", "");
        verb.SetAction(_ => context.Error.Profile.Width > 0 ? ExitCodes.Ok : ExitCodes.InternalError);
        return verb;
    }
}
