using LCam.Training;

namespace LCam.Experiments.Specs;

/// <summary>A network whose decisions are explained.</summary>
public sealed record BackboneSpec
{
    /// <summary>The name that the user chose.</summary>
    public required string Name { get; init; }

    /// <summary>Registered id, as <c>resnet50</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The weight file; null when the classifier is trained first.</summary>
    public required SpecPath? Weights { get; init; }

    /// <summary>What makes it a TorchScript network, whose first file is <see cref="Weights"/>; null for all others.</summary>
    public ScriptSpec? Script { get; init; }

    /// <summary>Whether the weights are those inside trained models from elsewhere, and <see cref="Weights"/> one of their files.</summary>
    public bool FromAttentions { get; init; }

    /// <summary>Which of the weight file's dicts is the weights; null where it is to be found.</summary>
    public string? Entry { get; init; }

    /// <summary>How the classifier is trained; null when <see cref="Weights"/> is given.</summary>
    public required ClassifierSpec? Classifier { get; init; }

    /// <summary>Multiplies the network's channels, in (0, 4].</summary>
    public required double Width { get; init; }

    public required int Classes { get; init; }

    /// <summary>As <see cref="Classes"/>, but what the spec alone says, whether its weight file is there or not.</summary>
    public required int SaidClasses { get; init; }

    /// <summary>Training list instead of the data's; null when not given.</summary>
    public required SpecPath? TrainList { get; init; }

    /// <summary>Each protocol's training of this backbone's attention, before a cell's axes.</summary>
    public required IReadOnlyDictionary<Protocol, TrainingOptions> Training { get; init; }
}
