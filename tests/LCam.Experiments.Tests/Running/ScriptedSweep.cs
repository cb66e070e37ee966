using System.IO.Abstractions;
using LCam.Evaluation;
using LCam.Experiments.Environments;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Stages;
using LCam.Explainers;
using LCam.Models;
using LCam.Shapes;
using Polly;

namespace LCam.Experiments.Tests.Running;

/// <summary>Coordinators, one after another, of one sweep on one <see cref="ScriptedCluster"/>.</summary>
internal sealed class ScriptedSweep : IDisposable
{
    /// <summary>The events of a run whose job a second coordinator found at work.</summary>
    public static readonly IReadOnlyList<string> Attached = ["run-started", "run-attached", "run-succeeded"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-scripted-");
    private readonly string _data;

    public ScriptedSweep()
    {
        _data = Path.Combine(_folder.FullName, "data");
        ShapesDataSet.Make(new ShapesOptions { Seed = 1, Classes = 2, Train = 2, Evaluation = 2, Size = 48 }, _data);
        Store = ExperimentStore.Open(_folder.FullName, Clock);
        Cluster = new ScriptedCluster(Clock);
    }

    public EagerClock Clock { get; } = new();

    public ScriptedCluster Cluster { get; }

    public ExperimentStore Store { get; }

    public SilentObserver Observer { get; } = new();

    /// <summary>The stages, a letter each: small ones are trainings, capitals share work.</summary>
    public string Stages { get; set; } = "a";

    /// <summary>Which stages need which, such as <c>ba</c> for one that b has of a.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    public RunRecord Run(char stage = 'a') => Store.Runs.Of(Orders.Key(stage)).Single();

    public IEnumerable<string> Events(char stage = 'a') => Store.Events.All().Where(happened => happened.Subject == RunRecord.IdOf(Orders.Key(stage), 1)).Select(happened => happened.Kind);

    public StageFolder Folder(char stage = 'a') => new(new FileSystem(), _folder.FullName, Orders.Key(stage), 1);

    public ScriptedEngine Engine() => new(Cluster, Clock);

    /// <summary>Everything that the worker wrote is in the store, once.</summary>
    public void AssertWhole()
    {
        Assert.Equal((RunState.Succeeded, 1), (Run().State, Run().Attempt));
        Assert.Equal([1.0, 0.5], Store.Scores.Metrics(Run().Id, "step").Select(metric => metric.Value));
        Assert.Contains(Store.Scores.Artifacts(Run().Id), artifact => artifact.Path == StageFolder.JournalName);
    }

    /// <summary>A coordinator that is killed at a second, as nothing but its death tells.</summary>
    public void RunAndKill(int second, ScriptedEngine? engine = null)
    {
        Clock.At(second, () => throw new KilledException());
        Assert.Throws<KilledException>(() => Execute(Dead, engine ?? Engine()));
    }

    /// <summary>A coordinator that is killed as soon as it has submitted.</summary>
    public void RunAndKillBehindSubmission() =>
        Assert.Throws<KilledException>(() => Execute(Dead, new ScriptedEngine(Cluster, Clock) { BehindSubmission = () => throw new KilledException() }));

    /// <summary>A coordinator that comes to its end.</summary>
    public RunSummary Execute(ScriptedEngine? engine = null, CancellationToken cancellation = default) => Execute(HostIdentity.Current(), engine ?? Engine(), cancellation);

    /// <summary>A stage as a planner has it, which asks no engine.</summary>
    public PlannedStage Plan(char stage, RunRecord? latest = null) => new()
    {
        Key = Orders.Key(stage),
        Kind = char.IsUpper(stage) ? StageKind.Sanity : StageKind.Classifier,
        Label = $"stage {stage}",
        MakeIdentity = () => "{}",
        Needs = [.. Needs.Where(need => need[0] == stage).Select(need => Orders.Key(need[1]))],
        MakeOrder = () => Order(stage),
        State = latest switch
        {
            null => PlanState.Run,
            { State: RunState.Succeeded } => PlanState.Cached,
            { IsUnderWay: true, Job: not null } => PlanState.Elsewhere,
            { State: RunState.Failed, CanGoOn: false } => PlanState.Failed,
            _ => PlanState.Resume,
        },
        Reason = "",
        Attempt = latest?.Attempt ?? 0,
    };

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }

    // No process has the largest number.
    private static HostIdentity Dead => HostIdentity.Current() with { Pid = int.MaxValue };

    private RunSummary Execute(HostIdentity host, ScriptedEngine engine, CancellationToken cancellation = default)
    {
        Store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [.. Stages.Select(stage => new StageRecord(Orders.Key(stage), "sanity", "l", "{}"))], []);
        var latest = Store.Runs.Latest([.. Stages.Select(Orders.Key)]);
        return new Coordinator(
                Store, engine, new FileSystem(), Clock, host, EnvironmentDescription.Here("cpu", 1), new SourceSnapshot("{}"), ResiliencePipeline.Empty, new PassingFaults(_ => { }), Observer)
            .Run([.. Stages.Select(stage => Plan(stage, latest.GetValueOrDefault(Orders.Key(stage))))], new RunOptions(), cancellation);
    }

    private StageOrder Order(char stage)
    {
        var images = new ImagesOrder(_data, Path.Combine(_data, "evaluation.txt"), 48, 40);
        var classifier = Orders.Classifier('a') with { Key = Orders.Key(stage), Images = images, Evaluation = images };
        return char.IsLower(stage)
            ? classifier
            : new SanityOrder
            {
                Key = classifier.Key,
                Label = classifier.Label,
                Backbone = classifier.Backbone,
                Images = images,
                Execution = classifier.Execution,
                Explainer = new ExplainerOrder("random", Variant.Image, stage, null, null),
                Evaluation = new EvaluationOptions { BatchSize = 2, InputSize = 48, CropSize = 40, ConstantMap = ConstantMap.Zero, Map = AttentionMap.PreSigmoid },
                Seed = 1,
            };
    }

    private sealed class KilledException : Exception;
}
