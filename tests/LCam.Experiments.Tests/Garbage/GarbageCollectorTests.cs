using System.IO.Abstractions;
using Dapper;
using LCam.Experiments.Garbage;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Store;

namespace LCam.Experiments.Tests.Garbage;

public sealed class GarbageCollectorTests : IDisposable
{
    private static readonly string Classifier = StoreFixture.Key('a');
    private static readonly string Train = StoreFixture.Key('b');
    private static readonly string Measure = StoreFixture.Key('c');
    private static readonly string GivenUp = StoreFixture.Key('d');

    private readonly StoreFixture _fixture = new();
    private readonly GarbageCollector _garbage;

    public GarbageCollectorTests()
    {
        _garbage = new GarbageCollector(_fixture.Store, new FileSystem(), _fixture.Clock);

        // The first version of the spec measured something else with the same training.
        _fixture.Record("e", Classifier, Train, GivenUp);
        _fixture.Run(Classifier);
        _fixture.Run(Train);
        _fixture.Run(GivenUp, entries: [StoreFixture.Image(0)]);
        _fixture.Record("e", Classifier, Train, Measure);
        _fixture.Run(Measure, entries: [StoreFixture.Image(0)]);
    }

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void What_only_a_former_version_of_a_spec_needed_goes_and_nothing_else()
    {
        var found = _garbage.Find();
        Assert.Equal([RunRecord.IdOf(GivenUp, 1)], found.Items.Select(item => item.RunId));
        Assert.Equal(5, found.Bytes);
        Assert.True(Directory.Exists(_fixture.PathOf(GivenUp, 1)));

        Assert.Equal(found.Items, _garbage.Collect().Items);
        Assert.False(Directory.Exists(Path.GetDirectoryName(_fixture.PathOf(GivenUp, 1))));
        Assert.Equal(3, Count("runs"));
        Assert.Equal(3, Count("stages"));
        Assert.Equal(1, Count("cells"));
        Assert.Equal(1, Count("explained_images"));
        Assert.Equal(1, Count("score_summaries"));
        Assert.All(new[] { Classifier, Train, Measure }, key => Assert.True(File.Exists(_fixture.PathOf(key, 1, "journal.jsonl"))));
        Assert.Empty(_garbage.Collect().Items);
        using var connection = _fixture.Connect();
        Assert.Empty(connection.Query("PRAGMA foreign_key_check"));
    }

    [Fact]
    public void What_another_experiment_needs_stays()
    {
        _fixture.Record("f", Classifier, Train, GivenUp);
        Assert.Empty(_garbage.Find().Items);
    }

    [Fact]
    public void A_tagged_run_stays_with_what_it_came_from_until_the_tag_is_taken_away()
    {
        var (otherTraining, measuring) = (StoreFixture.Key('e'), StoreFixture.Key('f'));
        _fixture.Record("e", Classifier, otherTraining, measuring);
        _fixture.Run(otherTraining);
        _fixture.Run(measuring);
        _fixture.Record("e", Classifier, Train, Measure);
        _fixture.Run(Measure, RunState.Failed, attempt: 2);
        _fixture.Run(Measure, attempt: 3);
        string[] tagged = [RunRecord.IdOf(measuring, 1), RunRecord.IdOf(Measure, 2)];
        _fixture.Store.Labels.Tag(tagged, "paper");

        string[] going = [RunRecord.IdOf(Measure, 1), RunRecord.IdOf(GivenUp, 1)];
        Assert.Equal(going, _garbage.Find().Items.Select(item => item.RunId));
        var collected = _garbage.Collect();
        Assert.Equal(going, collected.Items.Select(item => item.RunId));
        Assert.Equal(
            [(RunRecord.IdOf(Measure, 2), "it is tagged paper"), (RunRecord.IdOf(otherTraining, 1), "a tagged run is of the same cell"), (RunRecord.IdOf(measuring, 1), "it is tagged paper")],
            collected.Kept.Select(item => (item.RunId!, item.Why)));
        Assert.Empty(_garbage.Collect().Items);

        _fixture.Store.Labels.Untag(tagged, "paper");
        Assert.Equal(
            [RunRecord.IdOf(Measure, 2), RunRecord.IdOf(otherTraining, 1), RunRecord.IdOf(measuring, 1)], _garbage.Collect().Items.Select(item => item.RunId));
        Assert.Empty(_garbage.Find().Kept);
        using var connection = _fixture.Connect();
        Assert.Empty(connection.Query("PRAGMA foreign_key_check"));
    }

    [Fact]
    public void Of_repeated_stages_the_latest_attempt_and_the_latest_success_stay()
    {
        _fixture.Run(Measure, RunState.Failed, attempt: 2);
        _fixture.Run(Measure, RunState.Failed, attempt: 3);
        Assert.Equal(
            [RunRecord.IdOf(Measure, 2), RunRecord.IdOf(GivenUp, 1)],
            _garbage.Collect().Items.Select(item => item.RunId));
        Assert.Equal([1, 3], _fixture.Store.Runs.Of(Measure).Select(run => run.Attempt));
        _fixture.Run(Measure, attempt: 4);
        Assert.Equal([RunRecord.IdOf(Measure, 1), RunRecord.IdOf(Measure, 3)], _garbage.Collect().Items.Select(item => item.RunId));
    }

    [Fact]
    public void Whatever_runs_now_stays_with_what_it_needs()
    {
        var (otherTraining, measuring) = (StoreFixture.Key('e'), StoreFixture.Key('f'));
        _fixture.Record("e", Classifier, otherTraining, measuring);
        _fixture.Run(otherTraining);
        _fixture.Run(measuring, RunState.Running);
        _fixture.Record("e", Classifier, Train, Measure);
        Assert.Equal([RunRecord.IdOf(GivenUp, 1)], _garbage.Collect().Items.Select(item => item.RunId));
        Assert.Single(_fixture.Store.Runs.Of(otherTraining));
    }

    [Fact]
    public void Folders_of_no_run_go_unless_they_are_young()
    {
        var orphan = _fixture.PathOf(StoreFixture.Key('9'), 1);
        Directory.CreateDirectory(orphan);
        File.WriteAllText(Path.Combine(orphan, "weights.safetensors"), "1234567");
        Directory.SetLastWriteTimeUtc(orphan, _fixture.Clock.GetUtcNow().UtcDateTime);
        Assert.Single(_garbage.Find().Items);
        _fixture.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(12, _garbage.Collect().Bytes);
        Assert.False(Directory.Exists(Path.GetDirectoryName(orphan)));
    }

    [Fact]
    public void Files_that_a_crash_left_behind_are_found_again()
    {
        // The crash came between the rows and the files.
        _fixture.Store.Garbage.Remove();
        Directory.SetLastWriteTimeUtc(_fixture.PathOf(GivenUp, 1), _fixture.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
        Assert.Equal(5, _garbage.Collect().Bytes);
        Assert.False(Directory.Exists(_fixture.PathOf(GivenUp, 1)));
    }

    private long Count(string table)
    {
        using var connection = _fixture.Connect();
        return connection.ExecuteScalar<long>($"SELECT COUNT(*) FROM {table}");
    }
}
