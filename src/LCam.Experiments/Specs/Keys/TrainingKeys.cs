using System.Globalization;
using LCam.Models;
using LCam.Training;

namespace LCam.Experiments.Specs.Keys;

/// <summary>The keys of <c>training</c> that move numbers, in the order in which axes are expanded.</summary>
internal static class TrainingKeys
{
    /// <summary>2^24 epochs are what the random streams can tell apart.</summary>
    private const int MaximumEpochs = (1 << 24) - 1;

    private const int MaximumSide = 4096;

    public static IReadOnlyList<TrainingKey> All { get; } =
    [
        new("epochs", ValueRule.Integer(1, MaximumEpochs), PerArchitecture(facts => facts.Epochs), "Passes over the training list.",
            o => (long)o.Epochs, (o, v) => o with { Epochs = Whole(v) }) { Reference = "epoch", DependsOnArchitecture = true },
        new("batch-size", ValueRule.Integer(1, 65_536), "64", "Images per step.",
            o => (long)o.BatchSize, (o, v) => o with { BatchSize = Whole(v) }) { Reference = "batch_size (training)" },
        new("learning-rate", ValueRule.NumberAbove(0), "0.0001", "Nominal learning rate, before the groups' multipliers.",
            o => o.LearningRate, (o, v) => o with { LearningRate = (double)v }) { Reference = "lr" },
        new("momentum", ValueRule.NumberBelow(0, 1), "0.9", "Momentum of SGD.",
            o => o.Momentum, (o, v) => o with { Momentum = (double)v }),
        new("nesterov", ValueRule.Flag, "true", "Nesterov's form of momentum.",
            o => o.Nesterov, (o, v) => o with { Nesterov = (bool)v }),
        new("weight-decay", ValueRule.Number(0), "0.0005", "L2 penalty on the attention's weight and bias.",
            o => o.WeightDecay, (o, v) => o with { WeightDecay = (double)v }),
        new("decay.factor", ValueRule.NumberAbove(0, 1), PerArchitecture(facts => facts.DecayFactor), "Multiplies the learning rate at the start of each epoch of the range below; 1 switches decay off.",
            o => o.DecayFactor, (o, v) => o with { DecayFactor = (double)v }) { DependsOnArchitecture = true },
        new("decay.first-epoch", ValueRule.Integer(0, MaximumEpochs), "1", "First epoch that decays, counted from 0.",
            o => (long)o.DecayFirstEpoch, (o, v) => o with { DecayFirstEpoch = Whole(v) }),
        new("decay.last-epoch", ValueRule.Integer(0, MaximumEpochs), PerArchitecture(facts => facts.DecayLastEpoch), "Last epoch that decays, counted from 0, inclusive.",
            o => (long)o.DecayLastEpoch, (o, v) => o with { DecayLastEpoch = Whole(v) }) { DependsOnArchitecture = true },
        new("input-size", ValueRule.Integer(32, MaximumSide), "256", "The image's short side after resizing, in pixels.",
            o => (long)o.InputSize, (o, v) => o with { InputSize = Whole(v) }) { Reference = "input_size" },
        new("crop-size", ValueRule.Integer(32, MaximumSide), "224", "Side of the square crop, in pixels; at most the input size.",
            o => (long)o.CropSize, (o, v) => o with { CropSize = Whole(v) }) { Reference = "crop_size" },
        new("losses.cross-entropy", ValueRule.Number(0), "1.5", "Weight of the cross-entropy term of the loss lcam.",
            o => o.Losses.CrossEntropy, (o, v) => o with { Losses = o.Losses with { CrossEntropy = (double)v } }),
        new("losses.area", ValueRule.Number(0), "2", "Weight of the area term.",
            o => o.Losses.Area, (o, v) => o with { Losses = o.Losses with { Area = (double)v } }),
        new("losses.variation", ValueRule.Number(0), "0.01", "Weight of the variation term.",
            o => o.Losses.Variation, (o, v) => o with { Losses = o.Losses with { Variation = (double)v } }),
        new("losses.area-power", ValueRule.NumberAbove(0, 10), "0.3", "Exponent of the masks in the area term.",
            o => o.Losses.AreaPower, (o, v) => o with { Losses = o.Losses with { AreaPower = (double)v } }),
        new("losses.area-offset", ValueRule.Number(0), "0.0005", "Added to the masks before the area term's power.",
            o => o.Losses.AreaOffset, (o, v) => o with { Losses = o.Losses with { AreaOffset = (double)v } }),
        new("losses.border", ValueRule.Number(0), "0.3", "Weight of the squared border values within the variation term.",
            o => o.Losses.Border, (o, v) => o with { Losses = o.Losses with { Border = (double)v } }),
        Quirk("batch-crossed-masks", "The loss sees every image's map of every label of the batch, not of its own label alone.",
            q => q.BatchCrossedMasks, (q, on) => q with { BatchCrossedMasks = on }),
        Quirk("learning-rate-groups", "VGG-16's attention learns at 100 times the nominal rate.",
            q => q.LearningRateGroups, (q, on) => q with { LearningRateGroups = on }),
        Quirk("training-dropout", "VGG-16's dropout is active while its attention trains.",
            q => q.TrainingDropout, (q, on) => q with { TrainingDropout = on }),
        Quirk("unnormalised-attention", "ResNet-50's img variant under cross-entropy takes its attention's features from the un-normalised image.",
            q => q.UnnormalisedAttention, (q, on) => q with { UnnormalisedAttention = on }),
    ];

    private static TrainingKey Quirk(string name, string meaning, Func<QuirkOptions, bool> read, Func<QuirkOptions, bool, QuirkOptions> with) =>
        new("quirks." + name, ValueRule.Flag, "reference: true, corrected: false", meaning,
            o => read(o.Quirks), (o, v) => o with { Quirks = with(o.Quirks, (bool)v) }) { DependsOnProtocol = true };

    private static string PerArchitecture(Func<BackboneDefaults, double> read) =>
        Backbones.Text(architecture => read(architecture.Defaults).ToString(CultureInfo.InvariantCulture));

    private static int Whole(object value) => checked((int)(long)value);
}
