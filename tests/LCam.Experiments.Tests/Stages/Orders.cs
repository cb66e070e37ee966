using System.IO.Abstractions;
using LCam.Classifiers;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Tests.Stages;

/// <summary>Orders and folders of stages that nobody really executes.</summary>
internal static class Orders
{
    public static string Key(char key) => new(key, 64);

    public static ClassifierOrder Classifier(char key, int checkpointEvery = 1000, int checkpointSeconds = 1000) => new()
    {
        Key = Key(key),
        Label = $"classifier {key}",
        Backbone = new BackboneOrder("vgg16", 2, 0.03125, null, null),
        Images = new ImagesOrder("/data", "/data/train.txt", 48, 40),
        Evaluation = new ImagesOrder("/data", "/data/evaluation.txt", 48, 40),
        Execution = new ExecutionOrder("cpu", 1, 1, checkpointEvery, checkpointSeconds, 1),
        Options = new ClassifierOptions { Epochs = 1, BatchSize = 2, LearningRate = 0.01, InputSize = 48, CropSize = 40 },
        Seed = 1,
    };

    /// <summary>A first attempt's folder, with its order.</summary>
    public static StageFolder Folder(IFileSystem files, char key, string store = "/store")
    {
        var folder = new StageFolder(files, store, Key(key), 1);
        folder.WriteOrder(Classifier(key));
        return folder;
    }
}
