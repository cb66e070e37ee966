using System.CommandLine;
using LCam.Experiments.Outputs;
using LCam.Experiments.ScoreFiles;

namespace LCam.Cli.Commands;

/// <summary><c>lcam scores SPEC</c>: every image's scores as one tidy table, for notebooks and statistics programs.</summary>
internal static class ScoresCommand
{
    // Of methods that are left out: an experiment may have a hundred thousand.
    private const int Told = 20;

    public static Command Create(CliContext context)
    {
        var spec = SharedOptions.Spec();
        var set = SharedOptions.Set();
        var store = new StoreOption(hasSpec: true);
        var output = new Option<string>("--output") { Description = "the file to write, with the ending .csv or .parquet", Required = true };
        var force = SharedOptions.Force();
        SharedOptions.Validate(output, path => ScoreFile.CheckName("--output", path));
        var verb = new Command("scores", "write every image's scores as one tidy table") { spec, set, store, output, force };
        verb.SetAction(parsed =>
        {
            var experiment = SharedOptions.ReadSpec(context, parsed.GetRequiredValue(spec), parsed.GetRequiredValue(set));
            var guard = new OutputGuard(parsed.GetValue(force)).ProtectInputs(experiment, store.Folder(context, parsed, experiment))
                .Add("--output", parsed.GetRequiredValue(output), OutputKinds.Scores);
            guard.Check();
            using var opened = store.OpenExisting(context, parsed, experiment);
            var sheet = new ScoreSheet(experiment, opened);
            foreach (var missing in sheet.Missing.Take(Told))
            {
                context.Say($"left out: {missing}");
            }

            if (sheet.Missing.Count > Told)
            {
                context.Say(FormattableString.Invariant($"left out: {sheet.Missing.Count - Told} more"));
            }

            var (file, rows) = (guard.Outputs[0], 0L);
            guard.Write(file, stream => rows = sheet.Write(file.Path, stream, context.Cancellation));
            context.Say(FormattableString.Invariant($"{rows} rows of {sheet.Columns.Count} columns written to {file.Path}"));
            return ExitCodes.Ok;
        });
        return verb;
    }
}
