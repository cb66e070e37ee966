using System.Text.Json;
using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using LCam.Training;

namespace LCam.Experiments.Adopting;

/// <summary>The arguments that a training script of the reference was started with. Its paths are told, and never followed.</summary>
/// <param name="CurrentEpoch">The first epoch of this start.</param>
/// <param name="Counter">Steps counted before it: the reference counts one too many at each resumption.</param>
public sealed record RecordArguments(
    string Model, int Classes, int Epochs, int BatchSize, double LearningRate, int InputSize, int CropSize, int CurrentEpoch, long Counter, string TrainList)
{
    // Larger ones are no training's, and would make a check count for ever.
    private const int Most = 10_000_000;
    private const int MostEpochs = 10_000;

    /// <summary>All arguments as they are written, in order: paths and what no check needs among them.</summary>
    public IReadOnlyList<(string Name, JsonElement Value)> All { get; private init; } = [];

    /// <summary>Steps between two lines of progress; null where the record does not say.</summary>
    public int? PrintInterval { get; private init; }

    /// <summary>The model that the arguments name; null where there is none of that name.</summary>
    public (IBackboneArchitecture Architecture, Variant Variant, LossKind Loss)? Find()
    {
        // One of the reference's files has a hyphen in its name.
        var name = Model.Replace('-', '_');
        foreach (var architecture in Backbones.All)
        {
            foreach (var variant in architecture.Variants)
            {
                foreach (var loss in Enum.GetValues<LossKind>())
                {
                    if (ModelNames.For(architecture, variant, loss) == name)
                    {
                        return (architecture, variant, loss);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>The reference's settings with these arguments.</summary>
    public TrainingOptions Options(IBackboneArchitecture architecture) => TrainingDefaults.For(architecture, Protocol.Reference) with
    {
        Epochs = Epochs,
        BatchSize = BatchSize,
        LearningRate = LearningRate,
        InputSize = InputSize,
        CropSize = CropSize,
    };

    /// <summary>Reads them; what is missing or wrong becomes a problem, and a value of no use.</summary>
    internal static RecordArguments Of(JsonElement arguments, string place, List<Problem> problems)
    {
        return new RecordArguments(
            Text("arch"), Whole("num_classes", 1), Whole("epoch", 1, MostEpochs), Whole("batch_size", 1), Number("lr"), Whole("input_size", 1), Whole("crop_size", 1),
            Whole("current_epoch", 0, MostEpochs), Whole("global_counter", 0, int.MaxValue), Text("train_list"))
        {
            All = [.. arguments.EnumerateObject().Select(argument => (argument.Name, argument.Value))],
            PrintInterval = arguments.TryGetProperty("disp_interval", out var interval) && interval.ValueKind == JsonValueKind.Number && interval.TryGetInt32(out var steps) && steps > 0 ? steps : null,
        };

        int Whole(string name, int least, int most = Most)
        {
            if (arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            {
                return number;
            }

            problems.Add(new Problem($"{place}:{name}", FormattableString.Invariant($"expected a whole number from {least} to {most}")));
            return least;
        }

        double Number(string name)
        {
            if (arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number > 0)
            {
                return number;
            }

            problems.Add(new Problem($"{place}:{name}", "expected a number above 0"));
            return 1;
        }

        string Text(string name)
        {
            if (arguments.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
            {
                return value.GetString() ?? "";
            }

            problems.Add(new Problem($"{place}:{name}", "expected a text"));
            return "";
        }
    }
}
