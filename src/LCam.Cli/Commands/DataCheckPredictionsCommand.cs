using System.CommandLine;
using System.Globalization;
using LCam.Cli.Rendering;
using LCam.Experiments.Specs;
using LCam.Predictions;
using LCam.Problems;

namespace LCam.Cli.Commands;

/// <summary><c>lcam data check-predictions</c>: compares a classifier's predictions with a list of them.</summary>
internal sealed class DataCheckPredictionsCommand
{
    private readonly PredictionOptionGroup _prediction = new();
    private readonly Option<string> _list = new("--list") { Description = "the images with the classes that the classifier should predict", Required = true };
    private readonly Option<string?> _truth = new("--truth") { Description = "a list of the same images with their true classes, to count how often either is right" };
    private readonly Option<double> _rounding = NumberOption.With(
        1e-4, NumberLimits.Number(0, 1), "the largest margin between two classes' confidences that counts as a rounding error", "--rounding");

    private readonly Option<bool> _json = SharedOptions.Json();

    private DataCheckPredictionsCommand()
    {
    }

    public static Command Create(CliContext context)
    {
        var options = new DataCheckPredictionsCommand();
        var verb = new Command("check-predictions", $"compare a classifier's predictions with a list that others made with the same weights; a difference beyond rounding exits {ExitCodes.Differs}");
        foreach (var option in options.All())
        {
            verb.Add(option);
        }

        verb.SetAction(parsed => options.Check(context, parsed));
        return verb;
    }

    private IEnumerable<Option> All() => [.. _prediction.Required, _list, _truth, .. _prediction.Optional, _rounding, _json];

    private int Check(CliContext context, ParseResult parsed)
    {
        // What needs no numeric library is checked before it is loaded.
        var problems = new ProblemCollector();
        var options = new PredictionCheckOptions
        {
            Prediction = _prediction.Read(parsed),
            Images = _prediction.Images(parsed),
            List = parsed.GetRequiredValue(_list),
            Truth = parsed.GetValue(_truth),
            Rounding = parsed.GetValue(_rounding),
        };
        var check = problems.Try(() => PredictionCheck.Prepare(options, context.Cancellation));
        problems.ThrowIfAny();

        var device = _prediction.Start(context, parsed);
        var report = Run(context, check!, device);
        if (parsed.GetValue(_json))
        {
            Print(context, options, report);
        }
        else
        {
            PredictionText.Print(context.Out, options, report);
        }

        return report.Agrees ? ExitCodes.Ok : ExitCodes.Differs;
    }

    private static PredictionReport Run(CliContext context, PredictionCheck check, string device)
    {
        var counts = new CountProgress(context, "images");
        var progress = new ImmediateProgress<int>(done =>
        {
            if (done == 0)
            {
                context.Say(string.Create(CultureInfo.InvariantCulture, $"predicting the classes of {check.Images} images on {device}"));
            }

            counts.Report(done, check.Images);
        });
        return check.Run(device, progress, context.Cancellation);
    }

    private static void Print(CliContext context, PredictionCheckOptions options, PredictionReport report) => ResultJson.Print(context, new
    {
        List = Path.GetFullPath(options.List),
        Truth = options.Truth is { } truth ? Path.GetFullPath(truth) : null,
        report.Images,
        report.Equal,
        report.Different,
        report.WithinRounding,
        report.Rounding,
        report.Agrees,
        report.ListTrue,
        report.ModelTrue,
        report.Differences,
        report.Predictions,
    });
}
