using System.IO.Abstractions;
using LCam.Experiments.Garbage;
using LCam.Experiments.Planning;
using LCam.Experiments.Provenance;
using LCam.Experiments.Resilience;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;
using Polly;

namespace LCam.Experiments.Tests.Running;

/// <summary>What a plan counts on is its process's own before anything is done: <c>gc</c> at any moment takes none of it.</summary>
public sealed class PlanClaimTests : IDisposable
{
    private const string Spec =
        """
        name: test
        data:
          shapes: { folder: data, seed: 1, train: 4, evaluation: 2, classes: 2, size: 32 }
        backbones:
          vgg16: { weights: train, width: 0.03125, classifier: { epochs: 1, batch-size: 8 } }
        matrix: { backbone: vgg16, variant: fm, loss: lcam, seed: 1 }
        controls: []
        training: { input-size: 48, crop-size: 40 }
        """;

    private readonly StoreFixture _fixture = new();
    private readonly FileSystem _files = new();
    private readonly ExperimentRunner _runner;
    private readonly GarbageCollector _garbage;
    private readonly ExperimentSpec _spec;
    private readonly ExperimentPlan _imported;

    public PlanClaimTests()
    {
        _runner = new ExperimentRunner(
            _fixture.Store, _files, new ProgramRunner(), _fixture.Clock, new ExecutionSettings("cpu", 1), HostIdentity.Current(), ResiliencePipeline.Empty, new PassingFaults(_ => { }));
        _garbage = new GarbageCollector(_fixture.Store, _files, _fixture.Clock);
        _spec = Read(Spec);

        // Runs of the classifier and the training came from elsewhere: no experiment of this store knows their stages.
        var planned = _runner.Plan(_spec, CancellationToken.None);
        _fixture.Store.Experiments.Record(
            new ExperimentRecord("import", "", "", "{}"), [.. planned.Stages.Select(stage => new StageRecord(stage.Key, "train", stage.Label, stage.Identity!))], []);
        foreach (var stage in planned.Stages.Where(stage => stage.Kind != StageKind.Measure))
        {
            _fixture.Run(stage.Key);
        }

        _imported = _runner.Plan(_spec, CancellationToken.None);
        Assert.Equal([PlanState.Cached, PlanState.Cached, PlanState.Run], _imported.Stages.Select(stage => stage.State));
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void What_a_plan_counts_on_cannot_be_removed_while_its_data_set_is_made()
    {
        Assert.Equal(2, _garbage.Find().Items.Count);
        var told = false;
        using var engine = new NoEngine();
        var summary = _runner.Run(
            _imported,
            new RunOptions(),
            engine,
            new SilentObserver(),
            _ =>
            {
                told = true;
                Assert.Empty(_garbage.Collect().Items);
            },
            CancellationToken.None);
        Assert.True(told);
        Assert.Equal(2, summary.Cached);
        Assert.All(_imported.Stages.Take(2), stage => Assert.True(File.Exists(_fixture.PathOf(stage.Key, 1, "journal.jsonl"))));
    }

    [Fact]
    public void What_was_removed_between_a_plan_and_its_claim_is_done_again()
    {
        Assert.Equal(2, _garbage.Collect().Items.Count);
        var claimed = _runner.Claim(_imported);
        Assert.Equal([PlanState.Run, PlanState.Run, PlanState.Run], claimed.Stages.Select(stage => stage.State));
        Assert.Contains("removed from the store", claimed.Stages[0].Reason, StringComparison.Ordinal);
        Assert.Equal(claimed.Stages[1], claimed.Cells[0].Train);
    }

    [Fact]
    public void What_was_done_between_a_plan_and_its_claim_is_not_done_again()
    {
        _fixture.Run(_imported.Stages[2].Key);
        Assert.All(_runner.Claim(_imported).Stages, stage => Assert.Equal(PlanState.Cached, stage.State));
    }

    [Fact]
    public void A_plan_that_nothing_happened_to_keeps_its_words()
    {
        _runner.Claim(_imported);
        var changed = _runner.Plan(Read(Spec + "\nevaluation: { batch-size: 3 }\n"), CancellationToken.None);
        Assert.Contains("changed: ", changed.Stages[2].Reason, StringComparison.Ordinal);
        Assert.Equal(changed.Stages, _runner.Claim(changed).Stages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Another_version_of_the_spec_does_not_free_what_a_live_process_claimed(bool alive)
    {
        var holder = new CellHolder(alive ? HostIdentity.Current() : HostIdentity.Current() with { Pid = int.MaxValue }, _fixture.Clock.GetUtcNow());
        var cell = _imported.Cells[0];
        var record = new ExperimentRecord("test", "/t.yaml", "", "{}");
        _fixture.Store.Experiments.Record(record, [], [new CellRecord(0, "a", "1", cell.Classifier!.Key, cell.Train!.Key, cell.Measure.Key)], holder);
        _fixture.Store.Experiments.Record(record, [], []);

        Assert.Equal(alive ? 0 : 2, _garbage.Collect().Items.Count);
    }

    [Fact]
    public void A_holder_on_another_machine_counts_as_alive_for_a_week()
    {
        var (here, now) = (HostIdentity.Current(), _fixture.Clock.GetUtcNow());
        var holder = CellHolder.Parse(new CellHolder(here with { Host = "elsewhere" }, now).ToString())!;
        Assert.True(holder.MayBeAlive(here, now.AddDays(6)));
        Assert.False(holder.MayBeAlive(here, now.AddDays(8)));
        Assert.Null(CellHolder.Parse("h\n1\nb"));
    }

    private ExperimentSpec Read(string text)
    {
        var path = Path.Combine(_fixture.Store.Folder, "test.yaml");
        File.WriteAllText(path, text);
        return SpecReader.Read(path, [], _ => null, _files);
    }
}
