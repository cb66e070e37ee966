using System.IO.Abstractions;
using LCam.Images;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>Loads what stages work with: backbones, attention, images.</summary>
internal static class StageModels
{
    /// <summary>File name of a classifier stage's weights.</summary>
    public const string ClassifierFile = "weights.safetensors";

    /// <summary>File name of a train stage's attention.</summary>
    public const string AttentionFile = "attention.safetensors";

    // Small training sets stay in memory, resized, from the first epoch on; measuring reads each image once.
    private const long TrainingCacheBytes = 512L << 20;

    /// <summary>The frozen classifier that an order names, on the order's device.</summary>
    public static Backbone Backbone(StageOrder order, StageFolder folder)
    {
        var path = order.Backbone.WeightsFile ?? FileOf(folder.FileSystem, folder.Store, order.Backbone.WeightsStage!, ClassifierFile);
        return FrozenNetwork.Load(order.Backbone.Options, path, order.Backbone.Entry, order.Images.CropSize, torch.device(order.Execution.Device));
    }

    /// <summary>The attention that a train stage left, on a device.</summary>
    public static AttentionMechanism Attention(StageFolder folder, string stage, Variant variant, IBackboneArchitecture architecture, torch.Device device) =>
        Attention(FileOf(folder.FileSystem, folder.Store, stage, AttentionFile), variant, architecture, device);

    /// <summary>The attention in a file that a train stage left, or in a model that was trained elsewhere, on a device.</summary>
    public static AttentionMechanism Attention(string path, Variant variant, IBackboneArchitecture architecture, torch.Device device)
    {
        using var weights = WeightFile.Read(path);
        using var attention = AttentionEntries.Pick(weights, path);
        return variant.Restore(architecture, attention).To(torch.ScalarType.Float32, device);
    }

    /// <summary>The images that an order names, for several passes.</summary>
    public static ImageSource RepeatedImages(ImagesOrder images, ExecutionOrder execution, int classes) =>
        new(Set(images, classes), images.InputSize, images.CropSize, execution.Workers, TrainingCacheBytes);

    /// <summary>The images that an order names, for one pass.</summary>
    public static ImageSource EvaluationImages(ImagesOrder images, ExecutionOrder execution, int classes) =>
        new(Set(images, classes), images.InputSize, images.CropSize, execution.Workers);

    /// <summary>The list that an order names.</summary>
    public static ImageSet Set(ImagesOrder images, int classes) =>
        ImageSet.Read(images.Folder, images.List, classes).First(images.Limit);

    /// <summary>A file that a finished stage left, whichever of its attempts succeeded.</summary>
    /// <exception cref="ProblemException">There is no such file.</exception>
    public static string FileOf(IFileSystem fileSystem, string store, string stage, string file)
    {
        var attempts = StageFolder.Attempts(fileSystem, store, stage);
        return attempts.Reverse()
            .Where(attempt => attempt.ReadResult() is { Failure: null })
            .Select(attempt => attempt.PathOf(file))
            .FirstOrDefault(fileSystem.File.Exists)
            ?? throw new ProblemException(ProblemKind.DataMissing, new Problem(
                fileSystem.Path.Combine(store, StageFolder.StagesName, stage), $"stage {stage[..12]} left no {file}", "run the experiment again"));
    }
}
