using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Adopting;
using LCam.Problems;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary><c>lcam adopt FOLDER --check</c>: holds a training that the reference's scripts did against itself, its list and its claims.</summary>
internal sealed class AdoptCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "the snapshot folder of the reference's training script: .pth.tar files and train_record.csv" };
    private readonly Option<bool> _check = new("--check") { Description = "look only: nothing is taken into a store", Required = true };
    private readonly Option<string?> _trainList = new("--train-list") { Description = "the list that it was trained on: counters and the decay of rows without a label are held against it" };
    private readonly Option<string?> _weights = new("--weights") { Description = "the classifier's weights as published: the snapshots' backbone must be these" };
    private readonly Option<string?> _printed = new("--printed") { Description = "what the evaluation script printed, with a line '== percentage Q' before each output: each number is measured again" };
    private readonly Option<string?> _evaluationList = new("--evaluation-list") { Description = "the list that it was evaluated on" };
    private readonly Option<string?> _images = new("--images") { Description = "the folder of the evaluation list's images" };
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    private AdoptCommand()
    {
    }

    public static Command Create(CliContext context)
    {
        var options = new AdoptCommand();
        var verb = new Command("adopt", $"check a training that the reference implementation's own scripts did; findings exit {ExitCodes.Differs}") { options._folder };
        foreach (var option in options.All())
        {
            verb.Add(option);
        }

        verb.SetAction(parsed => options.Run(context, parsed));
        return verb;
    }

    private IEnumerable<Option> All() => [_check, _trainList, _weights, _printed, _evaluationList, _images, _device, _threads, _json];

    private int Run(CliContext context, ParseResult parsed)
    {
        if (!parsed.GetValue(_check))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("--check", "is needed: past runs are checked, and not taken into a store", "give --check"));
        }

        var adopter = Adopter.Prepare(
            new AdoptRequest(parsed.GetRequiredValue(_folder))
            {
                TrainingList = parsed.GetValue(_trainList),
                Weights = parsed.GetValue(_weights),
                Printed = parsed.GetValue(_printed),
                EvaluationList = parsed.GetValue(_evaluationList),
                Images = parsed.GetValue(_images),
            },
            context.Cancellation);
        var device = Devices.Resolve(context, parsed.GetRequiredValue(_device));
        context.LoadNumericLibrary();
        torch.set_num_threads(SharedOptions.ThreadCount(parsed.GetValue(_threads)));
        var counts = new CountProgress(context, "snapshots");
        var report = adopter.Check(device, new ImmediateProgress<int>(done => counts.Report(done, adopter.Snapshots)), context.Cancellation);
        if (parsed.GetValue(_json))
        {
            Json(context, report);
        }
        else
        {
            Print(context, report);
        }

        return report.Findings.Count == 0 ? ExitCodes.Ok : ExitCodes.Differs;
    }

    private static void Print(CliContext context, AdoptReport report)
    {
        context.Out.WriteLine($"{report.Model}: {report.Settings}");
        foreach (var snapshot in report.Run.Snapshots)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {snapshot.Facts.Epoch}  step {snapshot.Facts.Counter}  sha256 {snapshot.Sha256}  {snapshot.Name}"));
        }

        foreach (var epoch in report.Run.Record.Sections.SelectMany(section => section.Epochs))
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}  {string.Join("  ", epoch.Values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key} {value.Value}")))}"));
        }

        foreach (var value in report.Measured)
        {
            context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"percentage {value.Percentage}  {value.Measure}  claimed {value.Claimed}  measured {value.Measured}"));
        }

        foreach (var unknown in report.Unknown)
        {
            context.Out.WriteLine($"unknown  {unknown}");
        }

        foreach (var finding in report.Findings)
        {
            context.Out.WriteLine($"{finding.Id}  {finding.Severity.ToString().ToLowerInvariant()}  {finding.Subject}: {finding.Evidence} ({finding.Remedy})");
        }

        context.Say(FormattableString.Invariant($"{report.Run.Snapshots.Count} snapshots, {report.Findings.Count} findings"));
    }

    private static void Json(CliContext context, AdoptReport report) => ResultJson.Print(context, new
    {
        report.Model,
        report.Run.Options.Epochs,
        report.Run.StepsPerEpoch,
        report.Run.Options.BatchSize,
        report.Run.Options.LearningRate,
        Seed = (long?)null,
        Snapshots = report.Run.Snapshots.Select(snapshot => new { File = snapshot.Name, snapshot.Sha256, snapshot.Facts.Epoch, snapshot.Facts.Counter, Arch = snapshot.Facts.Architecture }),
        Record = report.Run.Record.Sections.SelectMany(section => section.Epochs).Select(epoch => new { epoch.Epoch, epoch.Line, epoch.Values }),
        report.Measured,
        report.Unknown,
        report.Findings,
    });
}
