namespace LCam.Models.Scripted;

/// <summary>What is known of a TorchScript network beside its first file, from the images to the last feature maps.</summary>
/// <param name="Head">The second file, from the feature maps to the logits.</param>
public sealed record ScriptOptions(string Head)
{
    /// <summary>Why such files are not run before the user says so.</summary>
    public const string IsProgram = "a TorchScript file is a program: running it may do whatever you may do, so it is not run before you say that it is trusted";

    /// <summary>SHA-256 that the first file must have, for what is loaded is executed; null where none is known.</summary>
    public string? FeaturesDigest { get; init; }

    /// <summary>SHA-256 that the second file must have; null where none is known.</summary>
    public string? HeadDigest { get; init; }

    /// <summary>Whether the network takes images in [0,1] as they are, and normalises them itself.</summary>
    public bool TakesPixels { get; init; }

    /// <summary>What its input is made of images in [0,1].</summary>
    public ImageNormalisation Normalisation => TakesPixels ? ImageNormalisation.None : ImageNormalisation.ImageNet;
}

/// <summary>What running a TorchScript network once tells of it.</summary>
/// <param name="Channels">K: channels of its feature maps.</param>
/// <param name="Height">Of a feature map.</param>
/// <param name="Width">Of a feature map.</param>
/// <param name="Classes">R: numbers that come out for each image.</param>
public sealed record ScriptFacts(int Channels, int Height, int Width, int Classes);
