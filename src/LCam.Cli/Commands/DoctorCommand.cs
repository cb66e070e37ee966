using System.CommandLine;

namespace LCam.Cli.Commands;

internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var verb = new Command("doctor", "");
        verb.SetAction(_ => context.Error.Profile.Width > 0 ? ExitCodes.Ok : ExitCodes.InternalError);
        return verb;
    }
}
