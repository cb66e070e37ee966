using System.IO.Abstractions;
using LCam.Experiments.Environments;
using LCam.Experiments.Journals;
using LCam.Experiments.Stages;
using LCam.Images;
using LCam.Problems;
using LCam.Shapes;
using LCam.Training;
using Microsoft.Extensions.Time.Testing;

namespace LCam.Experiments.Tests.Stages;

public sealed class TrainingLoopTests : IDisposable
{
    private const int Epochs = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-loop-");
    private readonly FakeTimeProvider _clock = new();
    private readonly ImageSource _images;

    public TrainingLoopTests()
    {
        var data = Path.Combine(_folder.FullName, "data");
        ShapesDataSet.Make(new ShapesOptions { Seed = 1, Classes = 2, Train = 8, Evaluation = 2, Size = 48 }, data);
        _images = new ImageSource(ImageSet.Read(data, Path.Combine(data, "train.txt"), 2), 48, 40, 1, 0);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_loss_that_is_no_number_ends_the_training_at_once(double loss, string name)
    {
        var steps = 0;
        using var diverging = new CountingTrainable(_ => steps++) { Loss = loss };
        var folder = Folder('a');
        var failure = Assert.Throws<DivergedException>(() => Train(folder, diverging));
        Assert.StartsWith($"the loss is {name} at epoch 0, step 0 (learning-rate 0.5)", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, steps);
        Assert.Equal("diverged", StageFailure.Of(failure).Kind);
        Assert.Single(folder.ReadJournal().Select(placed => placed.Entry).OfType<StepEntry>());
        Assert.DoesNotContain(folder.ReadJournal(), placed => placed.Entry is CheckpointEntry);
    }

    [Fact]
    public void A_checkpoint_is_due_after_so_many_seconds_as_well()
    {
        using var trainable = new CountingTrainable(_ => _clock.Advance(TimeSpan.FromSeconds(20)));
        var folder = Folder('a', checkpointSeconds: 60);
        Train(folder, trainable);
        Assert.Equal([3L, 6, 9, 12], folder.ReadJournal().Select(placed => placed.Entry).OfType<CheckpointEntry>().Select(checkpoint => checkpoint.Step));
    }

    [Theory]
    [InlineData("newest torn", 8, 1)]
    [InlineData("newest altered", 8, 1)]
    [InlineData("newest gone", 8, 1)]
    [InlineData("both altered", 0, 2)]
    [InlineData("journal's end torn", 10, 1)]
    [InlineData("journal altered between", 8, 1)]
    public void Damage_is_noticed_and_the_point_before_it_leads_to_the_same_bits(string damage, long resumedAt, int warnings)
    {
        using var straight = new CountingTrainable();
        Train(Folder('a'), straight);

        var folder = Folder('b', checkpointEvery: 2);
        using (var stopped = new CountingTrainable(step => ThrowAt(step, 11)))
        {
            Assert.Throws<InvalidOperationException>(() => Train(folder, stopped));
        }

        Damage(folder, damage);
        var point = ResumePoint.Find(folder.ReadOrder(), folder);
        Assert.Equal(resumedAt, point.Checkpoint?.Step ?? 0);
        Assert.Equal(warnings, point.Warnings.Count);

        using var resumed = new CountingTrainable();
        Train(folder, resumed);
        Assert.Equal(BitConverter.DoubleToInt64Bits(straight.Sum), BitConverter.DoubleToInt64Bits(resumed.Sum));
        Assert.Equal(Steps(Folder('a')), Steps(folder));
    }

    [Fact]
    public void Each_process_that_goes_on_says_from_which_step_on_it_computed_and_where()
    {
        var folder = Folder('a', checkpointEvery: 4);
        foreach (var last in (int[])[3, 6, 11])
        {
            using var stopped = new CountingTrainable(step => ThrowAt(step, last));
            Assert.Throws<InvalidOperationException>(() => Train(folder, stopped));
        }

        using var end = new CountingTrainable();
        Train(folder, end);

        // The first had saved nothing: what it did is done again, and not its own any more.
        var stretches = folder.ReadJournal().Select(placed => placed.Entry).OfType<StretchEntry>().ToList();
        Assert.Equal([0L, 4, 8], stretches.Select(stretch => stretch.First));
        Assert.All(stretches, stretch => Assert.Equal((EnvironmentDescription.Here("cpu", 1).Text, Environment.MachineName), (stretch.Environment, stretch.Host)));
    }

    [Fact]
    public void Where_the_journal_of_an_older_program_goes_on_it_says_who_began_it()
    {
        var folder = Folder('a', checkpointEvery: 4);
        using (var stopped = new CountingTrainable(step => ThrowAt(step, 6)))
        {
            Assert.Throws<InvalidOperationException>(() => Train(folder, stopped));
        }

        var older = folder.ReadJournal().Select(placed => placed.Entry).Where(entry => entry is not StretchEntry).ToList();
        using (var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, 0))
        {
            older.ForEach(journal.Append);
        }

        folder.WriteOrder(folder.ReadOrder() with { EarlierEnvironment = "{\"threads\":7}" });
        using var resumed = new CountingTrainable();
        Train(folder, resumed);
        var stretches = folder.ReadJournal().Select(placed => placed.Entry).OfType<StretchEntry>().ToList();
        Assert.Equal([(0L, "{\"threads\":7}"), (4, EnvironmentDescription.Here("cpu", 1).Text)], stretches.Select(stretch => (stretch.First, stretch.Environment)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Work_that_may_not_be_mixed_does_not_go_on_where_the_conditions_are_others(bool? mayMix, bool goesOn)
    {
        var folder = Folder('a');
        Orders.Begin(folder, "{\"threads\":7}", 4);
        var order = folder.ReadOrder() with { MayMix = mayMix };
        var (point, before) = (ResumePoint.Find(order, folder), File.ReadAllText(folder.JournalPath));
        if (goesOn)
        {
            StageJournal.Open(order, folder, point).Dispose();
            Assert.Equal(2, folder.ReadJournal().Count(placed => placed.Entry is StretchEntry));
            return;
        }

        var problem = Assert.Single(Assert.Throws<ProblemException>(() => StageJournal.Open(order, folder, point)).Problems);
        Assert.Contains($"than there are on {Environment.MachineName}", problem.What, StringComparison.Ordinal);
        Assert.Contains("threads 7 then, 1 now", problem.What, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(folder.JournalPath));
    }

    private static void Damage(StageFolder folder, string damage)
    {
        var newest = folder.PathOf("checkpoints/step-000000010.safetensors");
        var before = folder.PathOf("checkpoints/step-000000008.safetensors");
        switch (damage)
        {
            case "newest torn":
                File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^3]);
                break;
            case "newest altered":
                Flip(newest, -1);
                break;
            case "newest gone":
                File.Delete(newest);
                break;
            case "both altered":
                Flip(newest, -1);
                Flip(before, -1);
                break;
            case "journal's end torn":
                File.WriteAllBytes(folder.JournalPath, File.ReadAllBytes(folder.JournalPath)[..^3]);
                break;
            default:
                // Within the step that follows the checkpoint at 8.
                var end = folder.ReadJournal().First(placed => placed.Entry is CheckpointEntry { Step: 8 }).End;
                Flip(folder.JournalPath, (int)end + 30);
                break;
        }
    }

    private static void Flip(string path, int place)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static void ThrowAt(long step, long last)
    {
        if (step == last)
        {
            throw new InvalidOperationException("pulled the plug");
        }
    }

    private void Train(StageFolder folder, CountingTrainable trainable)
    {
        var order = folder.ReadOrder();
        var point = ResumePoint.Find(order, folder);
        using var journal = StageJournal.Open(order, folder, point);
        new TrainingLoop(folder, order.Execution, trainable, _clock).Run(_images, 1, Epochs, 2, point, journal, CancellationToken.None);
    }

    // Twelve steps in all: four an epoch.
    private StageFolder Folder(char key, int checkpointEvery = 1000, int checkpointSeconds = 1000)
    {
        var folder = new StageFolder(new FileSystem(), _folder.FullName, Orders.Key(key), 1);
        folder.WriteOrder(Orders.Classifier(key, checkpointEvery, checkpointSeconds));
        return folder;
    }

    private static IEnumerable<string> Steps(StageFolder folder) => folder.ReadJournal()
        .Select(placed => placed.Entry)
        .Where(entry => entry is StepEntry or EpochEntry)
        .Select(entry => System.Text.Encoding.UTF8.GetString(JournalLine.Encode(entry)));
}
