using LCam.Models;
using LCam.Models.Scripted;
using LCam.Problems;
using TorchSharp;
using static TorchSharp.torch;

namespace LCam.Weights;

/// <summary>Loads frozen classifiers from their files.</summary>
public static class FrozenNetwork
{
    /// <summary>A frozen classifier, on a device.</summary>
    /// <param name="options">What it is.</param>
    /// <param name="path">Its weight file; of a TorchScript network its first file.</param>
    /// <param name="entry">Which of the weight file's dicts; null where it is to be found.</param>
    /// <param name="side">Of the square images that it will be shown, in pixels: a TorchScript network is tried with them.</param>
    /// <param name="device">Where it is to compute.</param>
    /// <exception cref="ProblemException">A file is missing, damaged or another network's.</exception>
    public static Backbone Load(BackboneOptions options, string path, string? entry, int side, Device device)
    {
        if (options.Script is not null)
        {
            return ScriptedBackbone.Load(options, path, side, device).Freeze();
        }

        using var weights = WeightFile.Read(path, entry);
        var backbone = Backbones.Create(options);
        try
        {
            StateDictLoader.Load(backbone, weights, path);
            backbone.to(device);
            return backbone.Freeze();
        }
        catch
        {
            backbone.Dispose();
            throw;
        }
    }
}
