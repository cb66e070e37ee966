using System.IO.Abstractions;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Stages;
using LCam.Images;
using LCam.Shapes;
using Polly;

namespace LCam.Experiments.Tests.Running;

/// <summary>A new attempt begins where the ones before it had come to.</summary>
public sealed class EarlierWorkTests : IDisposable
{
    private static readonly string Key = Orders.Key('a');
    private static readonly EnvironmentDescription Here = EnvironmentDescription.Here("cpu", 1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-earlier-");
    private readonly ExperimentStore _store;
    private readonly EarlierWork _earlier;
    private readonly List<string> _warnings = [];

    public EarlierWorkTests()
    {
        _store = ExperimentStore.Open(_folder.FullName, TimeProvider.System);
        _store.Experiments.Record(new ExperimentRecord("e", "e.yaml", "", "{}"), [new StageRecord(Key, "classifier", "l", "{}")], []);
        _earlier = new EarlierWork(_store, new FileSystem(), Here, ResiliencePipeline.Empty);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_newest_attempt_with_a_good_checkpoint_gives_it_and_the_journal_that_leads_to_it()
    {
        Attempt(1, 4);
        Attempt(2, 8);
        Attempt(3, null);
        var taken = TakeOver(4);
        Assert.Equal((RunRecord.IdOf(Key, 2), 8L), (taken!.Run.Id, taken.Point.Done));
        var point = ResumePoint.Find(Orders.Classifier('a'), Folder(4));
        Assert.Equal(8, point.Done);
        Assert.Equal(point.JournalLength, Folder(4).JournalLength);
        Assert.Equal(Here.Text, Assert.Single(point.Stretches).Environment);
        Assert.Equal("the state behind step 8", File.ReadAllText(Folder(4).PathOf("checkpoints/step-000000008.safetensors")));
    }

    [Fact]
    public void A_damaged_checkpoint_is_passed_over_for_that_of_an_attempt_before()
    {
        Attempt(1, 4);
        Attempt(2, 8);
        File.AppendAllText(Folder(2).PathOf("checkpoints/step-000000008.safetensors"), "x");
        Assert.Equal(4, TakeOver(3)!.Point.Done);
    }

    [Fact]
    public void An_attempt_that_cannot_be_read_is_told_of_and_passed_over_for_the_one_before()
    {
        Attempt(1, 4);
        Save(2, RunState.Failed, "environment");
        Directory.CreateDirectory(Folder(2).JournalPath);
        Assert.Equal(4, TakeOver(3)!.Point.Done);
        Assert.Equal(
            $"what run {RunRecord.IdOf(Key, 2)} had saved cannot be read and is not used: {Folder(2).JournalPath}: expected a regular file, found a folder",
            Assert.Single(_warnings));
    }

    [Fact]
    public void Nothing_is_taken_from_an_attempt_that_diverged_nor_from_any_before_it()
    {
        Attempt(1, 4);
        Attempt(2, 8, StageFailure.Diverged);
        Assert.Null(TakeOver(3));
        Assert.False(File.Exists(Folder(3).JournalPath));
    }

    [Fact]
    public void Nothing_is_taken_from_an_attempt_that_succeeded_and_lost_its_files()
    {
        Attempt(1, 4, state: RunState.Succeeded);
        Assert.Null(TakeOver(2));
    }

    [Fact]
    public void What_was_computed_under_other_conditions_is_taken_only_where_that_is_asked_for()
    {
        Attempt(1, 4, environment: "{\"threads\":7}");
        Assert.Null(TakeOver(2));
        Assert.Equal(4, TakeOver(2, elsewhere: true)!.Point.Done);
    }

    [Fact]
    public void Where_only_the_worker_will_know_the_conditions_none_differ_and_nothing_is_taken_unasked()
    {
        Attempt(1, 4, environment: "{\"threads\":7}");
        var unknown = new EarlierWork(_store, new FileSystem(), null, ResiliencePipeline.Empty);
        var found = unknown.Find(Orders.Classifier('a'), _store.Runs.Of(Key).Single());
        Assert.Equal((4L, 0), (found.Point.Done, found.Differences.Count));
        Assert.Null(unknown.TakeOver(Orders.Classifier('a'), Folder(2), 2, false, _warnings.Add));
        Assert.Equal(4, unknown.TakeOver(Orders.Classifier('a'), Folder(2), 2, true, _warnings.Add)!.Point.Done);
    }

    [Fact]
    public void What_was_done_elsewhere_is_taken_in_whatever_its_conditions_were()
    {
        Attempt(1, 4, environment: "{\"threads\":7}");
        Assert.NotEmpty(_earlier.Find(Orders.Classifier('a'), _store.Runs.Of(Key).Single()).Differences);
        Folder(1).WriteResult(new StageResult(null, []));
        var found = _earlier.Find(Orders.Classifier('a'), _store.Runs.Of(Key).Single());
        Assert.Empty(found.Differences);
        Assert.NotNull(found.Result);
    }

    [Fact]
    public void A_new_attempt_that_goes_on_from_an_earlier_one_ends_with_the_same_bits_and_rows()
    {
        var data = Path.Combine(_folder.FullName, "data");
        ShapesDataSet.Make(new ShapesOptions { Seed = 1, Classes = 2, Train = 8, Evaluation = 2, Size = 48 }, data);
        var images = new ImageSource(ImageSet.Read(data, Path.Combine(data, "train.txt"), 2), 48, 40, 1, 0);
        using var straight = new CountingTrainable();
        Train(Folder(9), straight, images);

        Save(1, RunState.Failed, StageFailure.Memory);
        var reached = 0L;
        using (var failing = new CountingTrainable(step => reached = step < 7 ? step : throw new InvalidOperationException("pulled the plug")))
        {
            Assert.Throws<InvalidOperationException>(() => Train(Folder(1), failing, images));
        }

        Assert.Equal(6, reached);
        Assert.Equal(6, TakeOver(2)!.Point.Done);
        var first = long.MaxValue;
        using var resumed = new CountingTrainable(step => first = Math.Min(first, step));
        Train(Folder(2), resumed, images);
        Assert.Equal(6, first);
        Assert.Equal(BitConverter.DoubleToInt64Bits(straight.Sum), BitConverter.DoubleToInt64Bits(resumed.Sum));
        Assert.Equal(Lines(Folder(9)), Lines(Folder(2)));
    }

    private TakenOver? TakeOver(int attempt, bool elsewhere = false) => _earlier.TakeOver(Orders.Classifier('a'), Folder(attempt), attempt, elsewhere, _warnings.Add);

    // An attempt that saved its state behind a step, or did not.
    private void Attempt(int attempt, int? saved, string kind = "environment", RunState state = RunState.Failed, string? environment = null)
    {
        Save(attempt, state, kind);
        Directory.CreateDirectory(Folder(attempt).Path);
        Orders.Begin(Folder(attempt), environment ?? Here.Text, saved);
    }

    private void Save(int attempt, RunState state, string kind) => _store.Runs.Save(
        new RunRecord
        {
            Id = RunRecord.IdOf(Key, attempt),
            StageKey = Key,
            Attempt = attempt,
            State = state,
            Host = "h",
            Pid = 1,
            BootId = "b",
            Heartbeat = DateTimeOffset.UnixEpoch,
            Started = DateTimeOffset.UnixEpoch,
            Device = "cpu",
            Threads = 1,
            EnvironmentId = Here.Id,
            FailureKind = state == RunState.Failed ? kind : null,
        },
        Here.Text);

    private StageFolder Folder(int attempt)
    {
        var folder = new StageFolder(new FileSystem(), _folder.FullName, Key, attempt);
        Directory.CreateDirectory(folder.Path);
        return folder;
    }

    private static void Train(StageFolder folder, CountingTrainable trainable, ImageSource images)
    {
        var order = Orders.Classifier('a', checkpointEvery: 2);
        var point = ResumePoint.Find(order, folder);
        using var journal = StageJournal.Open(order, folder, point);
        new TrainingLoop(folder, order.Execution, trainable, TimeProvider.System).Run(images, 1, 3, 2, point, journal, CancellationToken.None);
    }

    private static IEnumerable<string> Lines(StageFolder folder) => folder.ReadJournal()
        .Select(placed => placed.Entry)
        .Where(entry => entry is StepEntry or EpochEntry or CheckpointEntry)
        .Select(entry => System.Text.Encoding.UTF8.GetString(JournalLine.Encode(entry)));
}
