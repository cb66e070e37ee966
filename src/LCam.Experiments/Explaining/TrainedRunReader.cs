using System.IO.Abstractions;
using System.Text.Json;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;
using LCam.Shapes;

namespace LCam.Experiments.Explaining;

/// <summary>Reads what a finished training was and left, from the store and the run's folder.</summary>
/// <param name="where">What problems name as their place.</param>
internal sealed class TrainedRunReader(ExperimentStore store, IFileSystem fileSystem, string where = TrainedRunReader.Option)
{
    public const string Option = "--run";

    /// <summary>The training that a shortened id means.</summary>
    /// <exception cref="ProblemException">There is none, it is not finished, it is no training, or its files are gone.</exception>
    public TrainedRun Read(string id)
    {
        var run = RunLookup.Find(store, id, where);
        var stage = store.Experiments.StageOf(run);
        if (run.State != RunState.Succeeded)
        {
            throw Wrong($"{run.Id} ({stage.Label}) is {run.State.ToString().ToLowerInvariant()}, not succeeded", "'lcam run SPEC' finishes it");
        }

        if (Order(run) is not TrainOrder order)
        {
            throw Wrong($"{run.Id} ({stage.Label}) trained no attention mechanism", "name a train stage's run; 'lcam status' lists them");
        }

        var identity = StoredJson.Parse(stage.Identity)!;
        return new TrainedRun(
            run.Id,
            order,
            StageModels.FileOf(fileSystem, store.Folder, order.Key, StageModels.AttentionFile),
            order.Backbone.WeightsFile ?? StageModels.FileOf(fileSystem, store.Folder, order.Backbone.WeightsStage!, StageModels.ClassifierFile),
            (string?)identity["backbone"]?["weights"]?["sha256"],
            (int?)identity["images"]?["shapes"]?["classes"] is { } classes ? ShapesDataSet.ClassNames(classes) : order.Images.ClassNames());
    }

    private StageOrder Order(RunRecord run)
    {
        var folder = new StageFolder(fileSystem, store.Folder, run.StageKey, run.Attempt);
        try
        {
            return folder.ReadOrder();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ProblemException(
                ProblemKind.DataMissing, new Problem(folder.OrderPath, $"the order of run {run.Id} cannot be read: {failure.Message}"), failure);
        }
    }

    private ProblemException Wrong(string what, string remedy) => new(ProblemKind.InvalidInput, new Problem(where, what, remedy));
}
