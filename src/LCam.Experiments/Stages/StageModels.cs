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

    /// <summary>The frozen classifier that an order names, cut for a variant, on the order's device.</summary>
    public static Backbone Backbone(StageOrder order, StageFolder folder, Variant variant)
    {
        var (architecture, classes, width, file, stage) = order.Backbone;
        var path = file ?? FileOf(folder, stage!, ClassifierFile);
        var backbone = Backbones.Create(new BackboneOptions(architecture, classes, width), variant);
        using var weights = WeightFile.Read(path);
        StateDictLoader.Load(backbone, weights, path);
        backbone.to(torch.device(order.Execution.Device));
        return backbone.Freeze();
    }

    /// <summary>The attention that a train stage left, on a device.</summary>
    public static AttentionMechanism Attention(StageFolder folder, string stage, torch.Device device)
    {
        using var weights = SafetensorsFile.Read(FileOf(folder, stage, AttentionFile));
        return new AttentionMechanism(weights[AttentionMechanism.WeightName].clone(), weights[AttentionMechanism.BiasName].clone())
            .To(torch.ScalarType.Float32, device);
    }

    /// <summary>The images that an order names, for several passes.</summary>
    public static ImageSource TrainingImages(ImagesOrder images, ExecutionOrder execution, int classes) =>
        new(Set(images, classes), images.InputSize, images.CropSize, execution.Workers, TrainingCacheBytes);

    /// <summary>The images that an order names, for one pass.</summary>
    public static ImageSource EvaluationImages(ImagesOrder images, ExecutionOrder execution, int classes) =>
        new(Set(images, classes), images.InputSize, images.CropSize, execution.Workers);

    /// <summary>The list that an order names.</summary>
    public static ImageSet Set(ImagesOrder images, int classes) =>
        ImageSet.Read(images.Folder, images.List, classes).First(images.Limit);

    /// <summary>A file that a finished stage left, whichever of its attempts succeeded.</summary>
    private static string FileOf(StageFolder folder, string stage, string file)
    {
        var fileSystem = folder.FileSystem;
        var attempts = StageFolder.Attempts(fileSystem, folder.Store, stage);
        return attempts.Reverse()
            .Where(attempt => attempt.ReadResult() is { Failure: null })
            .Select(attempt => attempt.PathOf(file))
            .FirstOrDefault(fileSystem.File.Exists)
            ?? throw new ProblemException(ProblemKind.DataMissing, new Problem(
                fileSystem.Path.Combine(folder.Store, "stages", stage), $"stage {stage[..12]} left no {file}", "run the experiment again"));
    }
}
