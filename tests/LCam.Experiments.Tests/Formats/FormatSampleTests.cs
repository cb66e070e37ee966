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
/// Files as programs wrote them, before formats had a number (1), since (2), since runs keep maps (3), and since a stage measures them
/// by that name (4): each is read, or refused in one message.
/// </summary>
public sealed class FormatSampleTests
{
    private const string Key = "d9ef0431226aeaec67bcc7ba8c1a9e3758e602b150698b87ebdc2ac5e8ca2e16";

    [Theory]
    [InlineData("classifier", typeof(ClassifierOrder))]
    [InlineData("train", typeof(TrainOrder))]
    [InlineData("explain", typeof(ExplainOrder))]
    [InlineData("measure", typeof(MeasureOrder))]
    public void The_order_of_a_run_is_read(string kind, Type order) => Assert.IsType(order, Folder(4, kind, text => text).ReadOrder());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_order_from_before_stages_had_their_names_is_refused_with_what_to_do(int version) =>
        Assert.All(Kinds(version), kind => AssertRefused(version, "4", () => Folder(version, kind, text => text).ReadOrder()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_result_and_the_journal_of_a_run_are_read(int version) => Assert.All(Kinds(version), kind =>
    {
        var folder = Folder(version, kind, text => text);
        Assert.NotEmpty(folder.ReadResult()!.Artifacts);
        var entries = folder.ReadJournal().ToList();
        Assert.Equal(folder.JournalLength, entries[^1].End);
        Assert.Equal(version, Assert.IsType<StretchEntry>(entries[0].Entry).Format);
    });

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
        var explain = StageFolder.At(new FileSystem(), Sample(4, "explain"));
        var batches = explain.ReadJournal().Select(placed => placed.Entry).OfType<MapsEntry>().ToList();
        Assert.Equal([0, 4, 8], batches.Select(batch => batch.First));
        Assert.All(batches, batch => Assert.True(MapsFile.IsWhole(explain, batch)));
        var measure = Folder(4, "measure", text => text);
        Assert.Equal((IEnumerable<double>)[0, 0.5], measure.ReadJournal().Select(placed => placed.Entry).OfType<TakenEntry>().Single().Percentages);
        Assert.Single(((MeasureOrder)measure.ReadOrder()).Known!);
    }

    [Fact]
    public void What_is_not_known_is_passed_over_in_a_known_format() =>
        Assert.IsType<TrainOrder>(Folder(4, "train", text => text.Replace("\"kind\"", "\"later\": {\"a\": [1]}, \"kind\"", StringComparison.Ordinal)).ReadOrder());

    [Fact]
    public void A_later_format_is_refused_with_what_to_do()
    {
        var folder = Folder(4, "train", text => text.Replace("\"format\": 4", "\"format\": 5", StringComparison.Ordinal));
        AssertRefused(5, "4", () => folder.ReadOrder());
        AssertRefused(5, "1 to 4", () => folder.ReadResult());
        using (var journal = new JournalWriter(folder.FileSystem, folder.JournalPath, 0))
        {
            journal.Append(new StretchEntry(0, "{}", 5));
        }

        AssertRefused(5, "1 to 4", () => Assert.Empty(folder.ReadJournal()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
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
    [InlineData(4)]
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
    [InlineData(3)]
    public void The_manifest_of_an_archive_is_read_and_that_of_one_with_other_keys_is_refused(int former)
    {
        Assert.Equal(5, ManifestReader.Read("x.zip", File.ReadAllBytes(Sample(4, "manifest.json"))).Runs.Count);
        var refused = Assert.Throws<ProblemException>(() => ManifestReader.Read("x.zip", File.ReadAllBytes(Sample(former, "manifest.json"))));
        Assert.Equal($"this archive is of version {former}: its stages have keys that this program does not make", Assert.Single(refused.Problems).What);
    }

    [Fact]
    public void A_sample_names_no_folder_of_whoever_wrote_it() => Assert.All(
        Directory.EnumerateFiles(Path.GetDirectoryName(Sample(4, "seal.json"))!, "*.json*", SearchOption.AllDirectories),
        file => Assert.DoesNotMatch("/(root|home|tmp)/", File.ReadAllText(file)));

    [Theory]
    [InlineData("5")]
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
        var folder = Folder(4, "train", text => text.Replace("\"format\": 4", $"\"format\": {format}", StringComparison.Ordinal));
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
        var folder = Folder(4, "train", text => text.Replace(now, then, StringComparison.Ordinal));
        Assert.StartsWith("this file of a run is damaged", Assert.Single(Assert.Throws<ProblemException>(() => folder.ReadOrder()).Problems).What, StringComparison.Ordinal);
    }

    private static void AssertRefused(int version, string known, Action read)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(read).Problems);
        Assert.Equal($"this file of a run is of format {version}, and this program knows {known}", problem.What);
        Assert.Equal("use the lcam that wrote it", problem.Remedy);
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

    private static IEnumerable<string> Kinds(int version) => Directory.GetDirectories(Sample(version, "")).Select(folder => Path.GetFileName(folder)!);

    private static string Sample(int version, string name) => Path.Combine(
        AppContext.BaseDirectory, "..", "..", "..", "..", "tests", "LCam.Experiments.Tests", "Formats", "Samples", FormattableString.Invariant($"{version}"), name);
}
