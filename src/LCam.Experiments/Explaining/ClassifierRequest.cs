using LCam.Models.Scripted;

namespace LCam.Experiments.Explaining;

/// <summary>What was said of the classifier to explain; null where nothing was.</summary>
/// <param name="Architecture">Registered id, such as <c>resnet50</c>.</param>
/// <param name="Weights">A weight file.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Width">Its widths as a share of the published ones.</param>
/// <param name="InputSize">Short side after resizing, in pixels.</param>
/// <param name="CropSize">Side of the centre crop, in pixels.</param>
/// <param name="Entry">Which of the weight file's dicts.</param>
public sealed record ClassifierRequest(string? Architecture, string? Weights, int? Classes, double? Width, int? InputSize, int? CropSize, string? Entry = null)
{
    /// <summary>What makes it a TorchScript network, whose first file is <see cref="Weights"/>; null for all others.</summary>
    public ScriptOptions? Script { get; init; }

    /// <summary>Whether the files of a TorchScript network may be run.</summary>
    public bool IsTrusted { get; init; }
}
