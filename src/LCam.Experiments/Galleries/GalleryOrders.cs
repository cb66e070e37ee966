using System.IO.Abstractions;
using System.Text.Json;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Galleries;

/// <summary>
/// What a run was told to do, as it can be done again here: the spec says where weights and images are now, the options
/// where to compute.
/// </summary>
internal sealed class GalleryOrders(ExperimentSpec spec, GalleryOptions options, ExperimentStore store, IFileSystem fileSystem)
{
    /// <exception cref="ProblemException">The run's order is gone or damaged, or is for something else.</exception>
    public (MeasureOrder Order, StageFolder Folder) Of(PlannedMethod method)
    {
        var folder = new StageFolder(fileSystem, store.Folder, method.Run.StageKey, method.Run.Attempt);
        var order = Read(folder);
        return (order with
        {
            Backbone = Located(order.Backbone, method.Backbone),
            Images = order.Images with { Folder = ImageFolder ?? order.Images.Folder },
            Execution = order.Execution with { Device = options.Device, Threads = options.Threads },
        }, folder);
    }

    /// <summary>A method's maps where a run kept them; else null.</summary>
    /// <exception cref="ProblemException">They are gone, or are not what the run left.</exception>
    public KeptMaps? KeptMapsOf(PlannedMethod method) =>
        method.MapsStage is { } stage && KeptRuns.Of(store, stage) is { } run ? KeptMaps.Of(fileSystem, store.Folder, run, TorchSharp.torch.device(options.Device)) : null;

    // A TorchScript file is a program: only those that the spec names are run, never those that a store does.
    private static BackboneOrder Located(BackboneOrder order, BackboneSpec now)
    {
        if (order.Script is not { } script)
        {
            return order with { WeightsFile = order.WeightsFile is { } file ? now.Weights?.Resolved ?? file : null };
        }

        return now is { Script.Head.Resolved: { } head, Weights.Resolved: { } features }
            ? order with { WeightsFile = features, Script = script with { Head = head } }
            : throw new ProblemException(ProblemKind.DataMissing, new Problem(now.Name, "its network is two TorchScript files, and the spec does not name them"));
    }

    private string? ImageFolder => (spec.Data.Shapes?.Folder ?? spec.Data.Evaluation?.Images)?.Resolved;

    private static MeasureOrder Read(StageFolder folder)
    {
        try
        {
            return folder.ReadOrder() as MeasureOrder
                ?? throw new ProblemException(ProblemKind.DataMissing, new Problem(folder.OrderPath, "this order measures nothing"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ProblemException(
                ProblemKind.DataMissing, new Problem(folder.OrderPath, $"the run's order cannot be read: {failure.Message}"), failure);
        }
    }
}
