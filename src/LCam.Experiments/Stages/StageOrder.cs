using System.Text.Json.Serialization;

namespace LCam.Experiments.Stages;

/// <summary>
/// All that a worker needs to know to execute one stage, written as <c>stage.json</c> into the run's folder. What
/// determines the numbers and what only says where things are stand side by side here; the stage's key covers the
/// former alone.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ClassifierOrder), "classifier")]
[JsonDerivedType(typeof(TrainOrder), "train")]
[JsonDerivedType(typeof(ExplainOrder), "explain")]
[JsonDerivedType(typeof(MeasureOrder), "measure")]
[JsonDerivedType(typeof(SanityOrder), "sanity")]
public abstract record StageOrder
{
    private const int MostThreads = 4096;

    /// <summary>The stage's key.</summary>
    public required string Key { get; init; }

    /// <summary>What the stage is, for people.</summary>
    public required string Label { get; init; }

    /// <summary>The frozen, or to be trained, classifier.</summary>
    public required BackboneOrder Backbone { get; init; }

    /// <summary>The images that the stage works on.</summary>
    public required ImagesOrder Images { get; init; }

    /// <summary>How to work; none of it moves a number.</summary>
    public required ExecutionOrder Execution { get; init; }

    /// <summary>Whether nothing is missing or impossible that the serializer lets through.</summary>
    internal bool IsComplete => Key is not null && Label is not null && Backbone is { Architecture: not null } && Images is { Folder: not null, List: not null }
        && Execution is { Device: not null, Threads: >= 1 and <= MostThreads, Workers: >= 0 and <= MostThreads, CheckpointEvery: >= 1, DisplayInterval: >= 1 };

    /// <summary>Where that was computed from which the work goes on, if its journal, of an older program, does not say so.</summary>
    public string? EarlierEnvironment { get; init; }

    /// <summary>Whether the work goes on under other conditions than it was begun under; null where whoever gave the order has compared them.</summary>
    public bool? MayMix { get; init; }
}
