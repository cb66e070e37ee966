using System.IO.Abstractions;
using LCam.Classifiers;
using LCam.Experiments.Journals;
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

    /// <summary>Gives a folder the journal of a training that has begun.</summary>
    /// <param name="environment">Where; null for the journal of an older program, which does not say so.</param>
    /// <param name="saved">The step behind which it saved its state; null where it did not.</param>
    public static void Begin(StageFolder folder, string? environment, int? saved)
    {
        using var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, 0);
        if (environment is not null)
        {
            journal.Append(new StretchEntry(0, environment));
        }

        journal.Append(new StepEntry(0, 0, 2, new Dictionary<string, double> { ["loss"] = 0.5 }));
        if (saved is { } step)
        {
            var name = FormattableString.Invariant($"checkpoints/step-{step:D9}.safetensors");
            folder.FileSystem.Directory.CreateDirectory(folder.PathOf("checkpoints"));
            folder.FileSystem.File.WriteAllText(folder.PathOf(name), FormattableString.Invariant($"the state behind step {step}"));
            journal.Append(new CheckpointEntry(0, step, name, FileHash.Of(folder.FileSystem, folder.PathOf(name))));
        }

        journal.Append(new StepEntry(0, saved ?? 1, 2, new Dictionary<string, double> { ["loss"] = 0.25 }));
    }

    /// <summary>A first attempt's folder, with its order.</summary>
    public static StageFolder Folder(IFileSystem files, char key, string store = "/store")
    {
        var folder = new StageFolder(files, store, Key(key), 1);
        folder.WriteOrder(Classifier(key));
        return folder;
    }
}
