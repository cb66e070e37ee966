using System.IO.Abstractions;
using LCam.Evaluation;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Explainers;
using LCam.Models;
using LCam.Shapes;
using LCam.Weights;

namespace LCam.Experiments.Tests.Stages;

/// <summary>A very narrow random VGG-16 and five images of which the batches hold two: what stages that look at maps work on, in a folder of its own.</summary>
internal sealed class NarrowNetwork : IDisposable
{
    public const int Images = 5;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-stages-");

    public NarrowNetwork()
    {
        ShapesDataSet.Make(new ShapesOptions { Seed = 1, Classes = 2, Train = 1, Evaluation = Images + 1, Size = 40 }, PathOf("shapes"));
        using var network = Backbones.Create(new BackboneOptions("vgg16", 2, 1.0 / 32));
        network.Initialise(3);
        using var weights = StateDict.CopyOf(network);
        SafetensorsFile.Write(PathOf("weights.safetensors"), weights);
    }

    public FileSystem Files { get; } = new();

    public BackboneOrder Backbone => new("vgg16", 2, 1.0 / 32, PathOf("weights.safetensors"), null);

    public ImagesOrder List => new(PathOf("shapes"), Path.Combine(PathOf("shapes"), "evaluation.txt"), 40, 32, Images);

    public static ExecutionOrder Execution => new("cpu", 1, 1, 1, 60, 1);

    public static EvaluationOptions Evaluation => new() { BatchSize = 2, InputSize = 40, CropSize = 32, ConstantMap = ConstantMap.Zero, Map = AttentionMap.PreSigmoid };

    /// <summary>An explainer that needs no training; RISE with few masks.</summary>
    public static ExplainerOrder Explainer(string id) => new(id, null, 1, id == "rise" ? new() { ["masks"] = 6 } : null, null);

    /// <summary>A run's folder.</summary>
    public StageFolder Place(string key, int attempt = 1) => new(Files, _folder.FullName, key, attempt);

    /// <summary>A run's folder with its order.</summary>
    public StageFolder Place(StageOrder order, int attempt = 1)
    {
        var folder = Place(order.Key, attempt);
        folder.WriteOrder(order);
        return folder;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
