using System.Text.Json;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Auditing;

/// <summary>How many steps a training has, and at which learning rates, by its settings.</summary>
/// <param name="Epochs">Passes over the list.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Rates">The learning rates of the epochs.</param>
internal sealed record TrainingSchedule(int Epochs, int BatchSize, IReadOnlyList<LearningRates> Rates)
{
    /// <summary>The schedule of a training stage's settings.</summary>
    public static TrainingSchedule Of(string backbone, JsonElement training)
    {
        var architecture = Backbones.Find(backbone);
        var quirks = QuirkOptions.For(Protocol.Corrected) with
        {
            LearningRateGroups = training.TryGetProperty("quirks", out var asked) && asked.TryGetProperty("learning-rate-groups", out var groups) && groups.GetBoolean(),
        };
        var options = TrainingDefaults.For(architecture, Protocol.Corrected) with
        {
            Epochs = training.GetProperty("epochs").GetInt32(),
            BatchSize = training.GetProperty("batch-size").GetInt32(),
            LearningRate = training.GetProperty("learning-rate").GetDouble(),
            DecayFactor = training.GetProperty("decay-factor").GetDouble(),
            DecayFirstEpoch = training.GetProperty("decay-first-epoch").GetInt32(),
            DecayLastEpoch = training.GetProperty("decay-last-epoch").GetInt32(),
            Quirks = quirks,
        };
        return new TrainingSchedule(
            options.Epochs, options.BatchSize, [.. Enumerable.Range(0, options.Epochs).Select(epoch => LearningRates.At(epoch, options, architecture))]);
    }

    /// <summary>Steps of an epoch over so many images.</summary>
    public int StepsPerEpoch(int images) => (images + BatchSize - 1) / BatchSize;
}
