using System.Text.Json.Nodes;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Auditing;

/// <summary>How many steps a training has, and at which learning rates, by its settings.</summary>
/// <param name="Epochs">Passes over the list.</param>
/// <param name="BatchSize">Images a step.</param>
/// <param name="Seed">Of its random numbers.</param>
/// <param name="Rates">The learning rates of the epochs.</param>
internal sealed record TrainingSchedule(int Epochs, int BatchSize, long Seed, IReadOnlyList<LearningRates> Rates)
{
    /// <summary>The schedule of a training stage's settings.</summary>
    public static TrainingSchedule Of(JsonObject settings)
    {
        var training = settings["training"]!.AsObject();
        var architecture = Backbones.Find((string)settings["backbone"]!["architecture"]!);
        var quirks = QuirkOptions.For(Protocol.Corrected) with { LearningRateGroups = (bool?)training["quirks"]?["learning-rate-groups"] ?? false };
        var options = TrainingDefaults.For(architecture, Protocol.Corrected) with
        {
            Epochs = (int)training["epochs"]!,
            BatchSize = (int)training["batch-size"]!,
            LearningRate = (double)training["learning-rate"]!,
            DecayFactor = (double)training["decay-factor"]!,
            DecayFirstEpoch = (int)training["decay-first-epoch"]!,
            DecayLastEpoch = (int)training["decay-last-epoch"]!,
            Quirks = quirks,
        };
        return new TrainingSchedule(
            options.Epochs, options.BatchSize, (long)settings["seed"]!,
            [.. Enumerable.Range(0, options.Epochs).Select(epoch => LearningRates.At(epoch, options, architecture))]);
    }

    /// <summary>Steps of an epoch over so many images.</summary>
    public int StepsPerEpoch(int images) => (images + BatchSize - 1) / BatchSize;
}
