namespace LCam.Experiments.Specs;

/// <summary>A network that is two TorchScript files; the first is the backbone's <see cref="BackboneSpec.Weights"/>.</summary>
/// <param name="Head">The second file, from the feature maps to the logits.</param>
/// <param name="TakesPixels">Whether it takes images in [0,1] as they are.</param>
/// <param name="SaysClasses">Whether the spec says how many classes it has; otherwise running it does.</param>
public sealed record ScriptSpec(SpecPath Head, bool TakesPixels, bool SaysClasses);
