using System.CommandLine;
using LCam.Cli.Rendering;
using LCam.Experiments.Diagnosis;

namespace LCam.Cli.Commands;

/// <summary><c>lcam doctor</c>: looks whether the program works on this machine.</summary>
internal static class DoctorCommand
{
    public static Command Create(CliContext context)
    {
        var store = new StoreOption(hasSpec: false);
        var json = SharedOptions.Json();
        var verb = new Command("doctor", "look whether the program works here: libraries, arithmetic, GPU, store") { store, json };
        verb.SetAction(parsed => Examine(context, store.Folder(context, parsed, spec: null), parsed.GetValue(json)));
        return verb;
    }

    private static int Examine(CliContext context, string store, bool json)
    {
        var checks = new List<HealthCheck>();
        foreach (var check in Doctor.Examine(store))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            checks.Add(check);
            if (!json)
            {
                context.Out.WriteLine(Line(check));
            }
        }

        if (json)
        {
            ResultJson.Print(context, checks);
        }

        return checks.Exists(check => check.Level == HealthLevel.Fail) ? ExitCodes.InternalError : ExitCodes.Ok;
    }

    private static string Line(HealthCheck check)
    {
        var level = check.Level switch { HealthLevel.Ok => "ok", HealthLevel.Warn => "warn", _ => "FAIL" };
        var remedy = check.Remedy is null ? "" : $" ({check.Remedy})";
        return $"{level,-4}  {check.Name,-11}  {check.Detail}{remedy}";
    }
}
