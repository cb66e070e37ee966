using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Adopting;
using LCam.Experiments.Store;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary><c>lcam adopt FOLDER</c>: takes a training that the reference's scripts did into the store, once it was held against itself, its list and its claims.</summary>
internal sealed class AdoptCommand
{
    private readonly Argument<string> _folder = new("FOLDER") { Description = "the snapshot folder of the reference's training script: .pth.tar files and train_record.csv" };
    private readonly Option<bool> _check = new("--check") { Description = "look only: nothing is taken into a store" };
    private readonly Option<string?> _name = new("--name") { Description = "what to call the run (default: the folder's name)" };
    private readonly Option<bool> _noCopy = new("--no-copy") { Description = "keep only the hashes of the snapshots, which stay where they are" };
    private readonly Option<bool> _accept = new("--accept-findings") { Description = "take it in with what is wrong with it: its findings become recorded facts, and every audit tells of them" };
    private readonly Option<string?> _trainList = new("--train-list") { Description = "the list that it was trained on: counters and the decay of rows without a label are held against it" };
    private readonly Option<string?> _trainingOutput = new("--training-output") { Description = "what the training script printed: its steps, losses and rates are held against record and snapshots" };
    private readonly Option<string?> _weights = new("--weights") { Description = "the classifier's weights as published: the snapshots' backbone must be these" };
    private readonly Option<string?> _printed = new("--printed") { Description = "what the evaluation script printed, with a line '== percentage Q' before each output: each number is measured again" };
    private readonly Option<string?> _claims = new("--claims") { Description = "a CSV file of what else is claimed, as model,percentage,measure,value,source: each number is measured again" };
    private readonly Option<string?> _evaluationList = new("--evaluation-list") { Description = "the list that it was evaluated on" };
    private readonly Option<string?> _images = new("--images") { Description = "the folder of the evaluation list's images" };
    private readonly StoreOption _store = new(hasSpec: false);
    private readonly Option<string> _device = SharedOptions.Device();
    private readonly Option<int?> _threads = SharedOptions.Threads();
    private readonly Option<bool> _json = SharedOptions.Json();

    private AdoptCommand()
    {
    }

    public static Command Create(CliContext context)
    {
        var options = new AdoptCommand();
        var verb = new Command("adopt", $"take a training that the reference implementation's own scripts did into the store, or check it; findings exit {ExitCodes.Differs}") { options._folder };
        foreach (var option in options.All())
        {
            verb.Add(option);
        }

        verb.Validators.Add(result =>
        {
            foreach (var option in new Option[] { options._name, options._noCopy, options._accept, options._store }.Where(option => result.GetValue(options._check) && result.GetResult(option) is { Implicit: false }))
            {
                result.AddError($"{option.Name} says how a run is taken in, and --check takes none in");
            }
        });
        verb.SetAction(parsed => options.Run(context, parsed));
        return verb;
    }

    private IEnumerable<Option> All() =>
        [_check, _name, _noCopy, _accept, _trainList, _trainingOutput, _weights, _printed, _claims, _evaluationList, _images, _store, _device, _threads, _json];

    private int Run(CliContext context, ParseResult parsed)
    {
        var adopter = Adopter.Prepare(Request(parsed), context.Cancellation);
        if (parsed.GetValue(_check))
        {
            var report = Check(context, parsed, adopter);
            Show(context, parsed, report, null, isNew: false);
            return report.Findings.Count == 0 ? ExitCodes.Ok : ExitCodes.Differs;
        }

        return Take(context, parsed, adopter);
    }

    private int Take(CliContext context, ParseResult parsed, Adopter adopter)
    {
        var accepts = parsed.GetValue(_accept);
        var adoption = new Adoption(context.FileSystem, context.Clock, adopter.Files, new AdoptionOptions(parsed.GetValue(_name), !parsed.GetValue(_noCopy), accepts), context.Cancellation);
        using (var there = _store.OpenIfThere(context, parsed, spec: null))
        {
            if (there is not null && adoption.Existing(there, context.Cancellation) is var (known, putBack))
            {
                ShowKnown(context, parsed, there, known, putBack);
                return ExitCodes.Ok;
            }
        }

        var report = Check(context, parsed, adopter);
        if (report.Findings.Count > 0 && !accepts)
        {
            Show(context, parsed, report, null, isNew: false);
            context.Say("lcam: nothing was adopted: see to the findings, or take the run in as it is with --accept-findings");
            return ExitCodes.Differs;
        }

        // No store is made for a run that is not taken in.
        using var store = ExperimentStore.Open(_store.Folder(context, parsed, spec: null), context.Clock);
        var run = adoption.Take(store, report, context.Cancellation);
        Show(context, parsed, report, run, isNew: true);
        if (!parsed.GetValue(_json))
        {
            AdoptedText.PrintPlaces(context, store, run);
        }

        return ExitCodes.Ok;
    }

    private void ShowKnown(CliContext context, ParseResult parsed, ExperimentStore store, AdoptedRun known, int putBack)
    {
        context.Say(putBack == 0
            ? $"{known.Name} is adopted already as {known.Id}: nothing was changed"
            : string.Create(CultureInfo.InvariantCulture, $"{known.Name} is adopted already as {known.Id}: {putBack} of its files that the store had lost or changed are there again"));
        if (parsed.GetValue(_json))
        {
            ResultJson.Print(context, AdoptedText.Describe(store, known));
        }
        else
        {
            AdoptedText.PrintPlaces(context, store, known);
        }
    }

    private AdoptRequest Request(ParseResult parsed) => new(parsed.GetRequiredValue(_folder))
    {
        TrainingList = parsed.GetValue(_trainList),
        TrainingOutput = parsed.GetValue(_trainingOutput),
        Weights = parsed.GetValue(_weights),
        Printed = parsed.GetValue(_printed),
        Claims = parsed.GetValue(_claims),
        EvaluationList = parsed.GetValue(_evaluationList),
        Images = parsed.GetValue(_images),
    };

    private AdoptReport Check(CliContext context, ParseResult parsed, Adopter adopter)
    {
        var device = Devices.Resolve(context, parsed.GetRequiredValue(_device));
        context.LoadNumericLibrary();
        torch.set_num_threads(SharedOptions.ThreadCount(parsed.GetValue(_threads)));
        var counts = new CountProgress(context, "snapshots");
        return adopter.Check(device, new ImmediateProgress<int>(done => counts.Report(done, adopter.Snapshots)), context.Cancellation);
    }

    private void Show(CliContext context, ParseResult parsed, AdoptReport report, AdoptedRun? run, bool isNew)
    {
        if (parsed.GetValue(_json))
        {
            AdoptedText.PrintJson(context, report, run);
        }
        else
        {
            AdoptedText.Print(context, report);
        }

        context.Say(FormattableString.Invariant($"{report.Run.Snapshots.Count} snapshots, {report.Findings.Count} findings"));
        if (isNew)
        {
            context.Say($"{run!.Name} is adopted as {run.Id}");
        }
    }
}
