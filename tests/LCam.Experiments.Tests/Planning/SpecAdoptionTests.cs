using System.IO.Abstractions;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Planning;
using LCam.Experiments.Recorded;
using LCam.Experiments.Results;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Tests.Store;
using LCam.Experiments.Transfer;

namespace LCam.Experiments.Tests.Planning;

/// <summary>A spec's finished stages are its own whatever it is called.</summary>
public sealed class SpecAdoptionTests : IDisposable
{
    private const string Spec =
        """
        name: test
        data:
          shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }
        backbones:
          vgg16: { weights: train, classifier: { epochs: 1, batch-size: 8 } }
        matrix: { backbone: vgg16, variant: fm, loss: [lcam, cross-entropy], seed: 1, percentage: [0, 0.5] }
        controls: []
        training: { input-size: 48, crop-size: 40 }
        """;

    private readonly StoreFixture _fixture = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-adoption-");
    private readonly FileSystem _files = new();

    public SpecAdoptionTests()
    {
        var spec = Read(Spec);
        var plan = new Planner(_fixture.Store, new InputCatalog(null, null, CancellationToken.None), new ExecutionSettings("cpu", 1), HostIdentity.Current(), _fixture.Clock).Plan(spec);
        var records = PlanRecords.Of(plan, _files);
        _fixture.Store.Experiments.Record(records.Record, records.Stages, records.Cells);
        foreach (var stage in plan.Stages)
        {
            _fixture.Run(stage.Key, entries: stage.Kind == StageKind.Measure ? [StoreFixture.Image(0), StoreFixture.Image(1)] : []);
        }
    }

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_renamed_spec_shows_the_table_of_the_stages_that_it_asks_for()
    {
        var renamed = Renamed();
        Assert.Contains("not run yet", Table(renamed), StringComparison.Ordinal);
        Adopt(renamed);
        Assert.Equal(Table(Read(Spec)).Replace("test", "renamed", StringComparison.Ordinal), Table(renamed));
        Assert.DoesNotContain("not run yet", Table(renamed), StringComparison.Ordinal);
    }

    [Fact]
    public void Status_checklists_and_exports_see_them_too()
    {
        var renamed = Renamed();
        Adopt(renamed);
        var sweep = new SweepMonitor(_fixture.Store, _files, _fixture.Clock).Look("renamed");
        Assert.Equal(5, sweep.Stages.Count);
        Assert.All(sweep.Totals, total => Assert.Equal("succeeded", total.State));
        Assert.Equal(5, RecordedExperiment.Read(_fixture.Store, "renamed").Succeeded.Count());
        Assert.Equal(2, new RunSelection(_fixture.Store).AddExperiment("renamed").Cells.Count);
        Assert.Contains("renamed", _fixture.Store.Experiments.Names());
    }

    [Fact]
    public void Nothing_is_written_for_it()
    {
        Adopt(Renamed());
        using var connection = _fixture.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM experiments WHERE name = 'renamed'";
        Assert.Equal(0L, command.ExecuteScalar());
    }

    [Fact]
    public void To_seal_it_it_is_recorded_first()
    {
        SpecAdoption.RecordFinished(Renamed(), _fixture.Store, _files, _fixture.Clock, CancellationToken.None);
        Assert.Equal(2, _fixture.Store.Experiments.CurrentCells("renamed").Count);
        Assert.False(_fixture.Store.Experiments.IsAdopted("renamed"));
    }

    [Fact]
    public void What_is_not_finished_is_not_recorded()
    {
        SpecAdoption.RecordFinished(Read(Spec.Replace("name: test", "name: more", StringComparison.Ordinal).Replace("seed: 1, percentage", "seed: [1, 2], percentage", StringComparison.Ordinal)), _fixture.Store, _files, _fixture.Clock, CancellationToken.None);
        Assert.Null(_fixture.Store.Experiments.Find("more"));
    }

    [Fact]
    public void An_edited_spec_shows_what_is_done_of_it_and_what_is_not()
    {
        var edited = Read(Spec.Replace("seed: 1, percentage", "seed: [1, 2], percentage", StringComparison.Ordinal));
        Adopt(edited);
        Assert.Equal(4, _fixture.Store.Experiments.CurrentCells("test").Count);
        var lines = Table(edited).Split('\n');
        Assert.Contains(lines, line => line.StartsWith("| L-CAM-Fm (seed 1) | 50.00", StringComparison.Ordinal));
        Assert.Contains("not run yet", Table(edited), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_recorded_as_it_stands_is_left_alone()
    {
        Adopt(Read("# a comment\n" + Spec));
        Assert.False(_fixture.Store.Experiments.IsAdopted("test"));
    }

    private ExperimentSpec Renamed() => Read(Spec.Replace("name: test", "name: renamed", StringComparison.Ordinal));

    private void Adopt(ExperimentSpec spec) => SpecAdoption.Adopt(spec, _fixture.Store, _files, _fixture.Clock, CancellationToken.None);

    private string Table(ExperimentSpec spec) => ExperimentTables.Build(spec, _fixture.Store).Render(TableFormats.Default);

    private ExperimentSpec Read(string text)
    {
        var path = Path.Combine(_folder.FullName, "spec.yaml");
        File.WriteAllText(path, text);
        return SpecReader.Read(path, [], _ => null, _files);
    }
}
