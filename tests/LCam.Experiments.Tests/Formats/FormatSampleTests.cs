using System.IO.Abstractions;
using System.IO.Abstractions.TestingHelpers;
using System.Text;
using System.Text.Json.Nodes;
using LCam.Experiments.Journals;
using LCam.Experiments.Sealing;
using LCam.Experiments.Stages;
using LCam.Experiments.Transfer;
using LCam.Problems;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Tests.Formats;

/// <summary>
/// Files as programs wrote them, before formats had a number (1), since (2), and since runs keep maps (3): each is read, or refused in one message.
/// </summary>
public sealed class FormatSampleTests
{
    private const string Key = "d9ef0431226aeaec67bcc7ba8c1a9e3758e602b150698b87ebdc2ac5e8ca2e16";

    [Theory]
    [InlineData(1, "classifier", typeof(ClassifierOrder))]
    [InlineData(1, "train", typeof(TrainOrder))]
    [InlineData(1, "evaluate", typeof(EvaluateOrder))]
    [InlineData(2, "classifier", typeof(ClassifierOrder))]
    [InlineData(2, "train", typeof(TrainOrder))]
    [InlineData(2, "evaluate", typeof(EvaluateOrder))]
    [InlineData(3, "classifier", typeof(ClassifierOrder))]
    [InlineData(3, "train", typeof(TrainOrder))]
    [InlineData(3, "explain", typeof(ExplainOrder))]
    [InlineData(3, "evaluate", typeof(EvaluateOrder))]
    public void The_order_the_result_and_the_journal_of_a_run_are_read(int version, string kind, Type order)
    {
        var folder = Folder(version, kind, text => text);
        Assert.IsType(order, folder.ReadOrder());
        Assert.NotEmpty(folder.ReadResult()!.Artifacts);
        var entries = folder.ReadJournal().ToList();
        Assert.Equal(folder.JournalLength, entries[^1].End);
        Assert.Equal(version, Assert.IsType<StretchEntry>(entries[0].Entry).Format);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Energy_of_a_journal_that_had_a_field_for_it_is_a_measure_like_the_others(int version)
    {
        var score = Folder(version, "evaluate", text => text).ReadJournal().Select(placed => placed.Entry).OfType<ImageEntry>().First().Score;
        Assert.Equal(["energy-inside", "mask-share"], score.Measures!.Keys);
        Assert.All(score.Measures.Values, value => Assert.InRange(value!.Value, 0.1, 0.4));
    }

    [Fact]
    public void Kept_maps_and_numbers_that_were_taken_over_are_read()
    {
        var explain = StageFolder.At(new FileSystem(), Sample(3, "explain"));
        var batches = explain.ReadJournal().Select(placed => placed.Entry).OfType<MapsEntry>().ToList();
        Assert.Equal([0, 4, 8], batches.Select(batch => batch.First));
        Assert.All(batches, batch => Assert.True(MapsFile.IsWhole(explain, batch)));
        var evaluate = Folder(3, "evaluate", text => text);
        Assert.Equal((IEnumerable<double>)[0, 0.5], evaluate.ReadJournal().Select(placed => placed.Entry).OfType<TakenEntry>().Single().Percentages);
        Assert.Single(((EvaluateOrder)evaluate.ReadOrder()).Known!);
    }

    [Fact]
    public void What_is_not_known_is_passed_over_in_a_known_format() =>
        Assert.IsType<TrainOrder>(Folder(3, "train", text => text.Replace("\"kind\"", "\"later\": {\"a\": [1]}, \"kind\"", StringComparison.Ordinal)).ReadOrder());

    [Fact]
    public void A_later_format_is_refused_with_what_to_do()
    {
        var folder = Folder(3, "train", text => text.Replace("\"format\": 3", "\"format\": 4", StringComparison.Ordinal));
        AssertRefused(() => folder.ReadOrder());
        AssertRefused(() => folder.ReadResult());
        using (var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, 0))
        {
            journal.Append(new StretchEntry(0, "{}", 4));
        }

        AssertRefused(() => Assert.Empty(folder.ReadJournal()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_checkpoint_is_read(int version)
    {
        var folder = StageFolder.At(new FileSystem(), Sample(version, "train"));
        using var state = new Checkpoints(folder).Read(new CheckpointEntry(0, 0, "checkpoint.safetensors", ""));
        Assert.NotEmpty(state.Names);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_seal_is_read(int version)
    {
        var text = File.ReadAllText(Sample(version, "seal.json"));
        Assert.True(SealManifest.Head(text) > 0);
        Assert.True(SealManifest.Seals(text, JsonNode.Parse(text)!["content"]!.AsObject(), out var found));
        Assert.Equal(SealManifest.Version, found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_manifest_of_an_archive_is_read_and_that_of_one_with_other_keys_is_refused(int former)
    {
        Assert.Equal(5, ManifestReader.Read("x.zip", File.ReadAllBytes(Sample(3, "manifest.json"))).Runs.Count);
        var refused = Assert.Throws<ProblemException>(() => ManifestReader.Read("x.zip", File.ReadAllBytes(Sample(former, "manifest.json"))));
        Assert.Equal($"this archive is of version {former}: its stages have keys that this program does not make", Assert.Single(refused.Problems).What);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999999999999")]
    public void A_checkpoint_of_an_unknown_format_is_refused(string format)
    {
        var place = Directory.CreateTempSubdirectory("lcam-format-").FullName;
        try
        {
            using var state = new StateDict();
            state.Add("weight", torch.zeros(1));
            state.Metadata["format"] = format;
            SafetensorsFile.Write(Path.Combine(place, "checkpoint.safetensors"), state);
            var read = () => new Checkpoints(StageFolder.At(new FileSystem(), place)).Read(new CheckpointEntry(0, 0, "checkpoint.safetensors", ""));
            Assert.Contains("is of format", Assert.Single(Assert.Throws<ProblemException>(read).Problems).What, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(place, recursive: true);
        }
    }

    [Theory]
    [InlineData("\"3\"")]
    [InlineData("\"x\"")]
    [InlineData("2.5")]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public void A_format_that_is_none_is_refused(string format)
    {
        var folder = Folder(2, "train", text => text.Replace("\"format\": 2", $"\"format\": {format}", StringComparison.Ordinal));
        Assert.Contains("is of format", Assert.Single(Assert.Throws<ProblemException>(() => folder.ReadOrder()).Problems).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"threads\": 1", "\"threads\": -4")]
    [InlineData("\"threads\": 1", "\"threads\": 1000000000")]
    [InlineData("\"checkpoint-every\": 2", "\"checkpoint-every\": 0")]
    [InlineData("\"label\"", "\"forma\\ud800\"")]
    [InlineData("\"execution\"", "\"other\"")]
    public void An_order_that_lacks_something_or_asks_for_the_impossible_is_damaged(string now, string then)
    {
        var folder = Folder(2, "train", text => text.Replace(now, then, StringComparison.Ordinal));
        Assert.StartsWith("this file of a run is damaged", Assert.Single(Assert.Throws<ProblemException>(() => folder.ReadOrder()).Problems).What, StringComparison.Ordinal);
    }

    private static void AssertRefused(Action read)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(read).Problems);
        Assert.Equal("this file of a run is of format 4, and this program knows 1 to 3", problem.What);
        Assert.Equal("use the lcam that wrote it, or a newer one", problem.Remedy);
    }

    private static StageFolder Folder(int version, string kind, Func<string, string> change)
    {
        var files = new MockFileSystem();
        var folder = new StageFolder(files, "/store", Key, 1);
        foreach (var file in Directory.EnumerateFiles(Sample(version, kind), "*.json*"))
        {
            files.AddFile(folder.PathOf(Path.GetFileName(file)), new MockFileData(change(File.ReadAllText(file)), new UTF8Encoding(false)));
        }

        return folder;
    }

    private static string Sample(int version, string name) => Path.Combine(
        AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "LCam.Experiments.Tests", "Formats", "Samples", FormattableString.Invariant($"{version}"), name);
}
