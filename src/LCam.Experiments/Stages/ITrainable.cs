using LCam.Images;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>Something that learns batch by batch and whose whole state can be saved.</summary>
internal interface ITrainable
{
    /// <summary>Takes a step.</summary>
    /// <param name="epoch">0-based.</param>
    /// <param name="step">0-based, over all epochs.</param>
    /// <returns>Losses and learning rates by name; <c>loss</c> is among them.</returns>
    IReadOnlyDictionary<string, double> Step(ImageBatch batch, int epoch, long step);

    /// <summary>Copies of the whole state, which become the caller's.</summary>
    IReadOnlyDictionary<string, torch.Tensor> Export();

    void Import(IReadOnlyDictionary<string, torch.Tensor> state);
}
