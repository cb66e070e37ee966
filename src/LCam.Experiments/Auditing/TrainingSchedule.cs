using System.Text.Json;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Auditing;

/// <summary>How many steps a training has, and what each group of its parameters learns with, by its settings.</summary>
internal sealed class TrainingSchedule
{
    private readonly Variant _variant;
    private readonly IBackboneArchitecture _architecture;
    private readonly TrainingOptions _options;
    private readonly Dictionary<int, IReadOnlyList<GroupRate>> _epochs = [];

    private TrainingSchedule(Variant variant, IBackboneArchitecture architecture, TrainingOptions options) =>
        (_variant, _architecture, _options) = (variant, architecture, options);

    /// <summary>Passes over the list.</summary>
    public int Epochs => _options.Epochs;

    /// <summary>Whether two steps of an epoch may have different rates.</summary>
    public bool MovesWithinEpochs => _variant.Schedule.MovesWithinEpochs;

    /// <summary>The schedule of a training stage's settings.</summary>
    public static TrainingSchedule Of(string backbone, string variant, JsonElement training)
    {
        var architecture = Backbones.Find(backbone);
        var quirks = QuirkOptions.For(Protocol.Corrected) with
        {
            LearningRateGroups = training.TryGetProperty("quirks", out var asked) && asked.TryGetProperty("learning-rate-groups", out var groups) && groups.GetBoolean(),
        };
        return new TrainingSchedule(
            Variant.Find(variant) ?? throw new JsonException($"'{variant}' is no known variant"),
            architecture,
            TrainingDefaults.For(architecture, Protocol.Corrected) with
            {
                Epochs = training.GetProperty("epochs").GetInt32(),
                BatchSize = training.GetProperty("batch-size").GetInt32(),
                LearningRate = training.GetProperty("learning-rate").GetDouble(),
                Momentum = training.GetProperty("momentum").GetDouble(),
                DecayFactor = training.GetProperty("decay-factor").GetDouble(),
                DecayFirstEpoch = training.GetProperty("decay-first-epoch").GetInt32(),
                DecayLastEpoch = training.GetProperty("decay-last-epoch").GetInt32(),
                Quirks = quirks,
            });
    }

    /// <summary>Steps of an epoch over so many images.</summary>
    public int StepsPerEpoch(int images) => (images + _options.BatchSize - 1) / _options.BatchSize;

    /// <summary>What each group has at a step; where rates stay within epochs, worked out once for each.</summary>
    public IReadOnlyList<GroupRate> Rates(SchedulePoint point)
    {
        if (MovesWithinEpochs)
        {
            return Schedule.Rates(_variant, _architecture, _options, point);
        }

        if (!_epochs.TryGetValue(point.Epoch, out var rates))
        {
            _epochs.Add(point.Epoch, rates = Schedule.Rates(_variant, _architecture, _options, point));
        }

        return rates;
    }
}
