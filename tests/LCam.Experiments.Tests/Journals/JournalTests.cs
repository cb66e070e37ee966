using System.IO.Abstractions;
using System.IO.Abstractions.TestingHelpers;
using System.Text;
using System.Text.Json;
using CsCheck;
using LCam.Evaluation;
using LCam.Experiments.Journals;

namespace LCam.Experiments.Tests.Journals;

public sealed class JournalTests
{
    private const string Path = "/run/journal.jsonl";

    private static readonly Gen<JournalEntry> Entries = Gen.OneOf(
        Gen.Select(Gen.Int[0, 30], Gen.Long[0, 1_000_000], Gen.Double, (epoch, step, loss) =>
            (JournalEntry)new StepEntry(epoch, step, 64, new Dictionary<string, double> { ["loss"] = loss })),
        Gen.Select(Gen.Int[0, 5000], Gen.String, Gen.Double[0, 1], (index, image, confidence) => (JournalEntry)new ImageEntry(new ImageScore
        {
            Index = index,
            Image = image,
            Label = 1,
            Predicted = 2,
            Confidence = confidence,
            LabelRank = 3,
            Degenerate = false,
            Masked = [new MaskedScore(0.5, double.NaN, 7)],
            Measures = index % 2 == 0 ? null : new Dictionary<string, double?> { ["energy-inside"] = confidence, ["mask-share"] = null, ["deletion"] = confidence, ["coherency"] = null },
        })),
        Gen.String.Select(text => (JournalEntry)new NoteEntry(text)));

    [Fact]
    public void What_is_written_is_read_bit_for_bit() => Entries.List[0, 20].Sample(entries =>
    {
        var files = Files();
        Write(files, 0, entries);
        Assert.Equal(entries.Select(Bytes), JournalReader.Read(files, Path).Select(placed => Bytes(placed.Entry)));
    }, iter: 100);

    [Theory]
    [InlineData("", null)]
    [InlineData(""","energy-inside":0.5,"mask-share":0.25""", """{"energy-inside":0.5,"mask-share":0.25}""")]
    [InlineData(""","mask-share":0.25""", """{"energy-inside":null,"mask-share":0.25}""")]
    [InlineData(""","mask-share":0.25,"energy-inside":0.5""", """{"energy-inside":0.5,"mask-share":0.25}""")]
    [InlineData(""","energy-inside":null,"mask-share":null""", null)]
    [InlineData(""","energy-inside":0.5,"mask-share":0.25,"measures":{"deletion":1}""", """{"energy-inside":0.5,"mask-share":0.25,"deletion":1}""")]
    [InlineData(""","measures":{"deletion":null},"mask-share":0.25""", """{"deletion":null,"energy-inside":null,"mask-share":0.25}""")]
    [InlineData(""","measures":{"deletion":null}""", """{"deletion":null}""")]
    public void Energy_in_a_field_of_its_own_as_once_written_is_a_measure_like_the_others(string fields, string? measures)
    {
        var body = """{"type":"image","score":{"index":0,"image":"a","label":1,"predicted":1,"confidence":1,"label-rank":0,"degenerate":false,"masked":[]""" + fields + "}";
        var entry = Assert.IsType<ImageEntry>(JournalLine.Parse(Encoding.UTF8.GetBytes(body + "}")));
        Assert.Equal(measures, entry.Score.Measures is { } read ? JsonSerializer.Serialize(read) : null);
    }

    [Fact]
    public void An_undefined_measure_is_told_from_one_that_was_not_taken_and_none_leaves_no_trace()
    {
        var score = new ImageScore
        {
            Index = 0,
            Image = "a.png",
            Label = 0,
            Predicted = 0,
            Confidence = 0.5,
            LabelRank = 0,
            Degenerate = false,
            Masked = [],
        };
        var files = Files();
        Write(files, 0, [new ImageEntry(score), new ImageEntry(score with { Measures = new Dictionary<string, double?> { ["coherency"] = null } })]);
        Assert.DoesNotContain("measures", files.File.ReadLines(Path).First(), StringComparison.Ordinal);
        var read = JournalReader.Read(files, Path).Select(placed => ((ImageEntry)placed.Entry).Score.Measures).ToList();
        Assert.Null(read[0]);
        Assert.Equal([KeyValuePair.Create("coherency", (double?)null)], read[1]!);
    }

    [Fact]
    public void A_journal_cut_anywhere_gives_the_whole_lines_before_the_cut() =>
        Gen.Select(Entries.List[1, 5], Gen.Double[0, 1]).Sample((entries, where) =>
        {
            var files = Files();
            Write(files, 0, entries);
            var bytes = files.File.ReadAllBytes(Path);
            var cut = (int)(where * bytes.Length);
            files.File.WriteAllBytes(Path, bytes[..cut]);

            var read = JournalReader.Read(files, Path).ToList();

            Assert.Equal(entries.Take(read.Count).Select(Bytes), read.Select(placed => Bytes(placed.Entry)));
            Assert.True(read.Count == bytes[..cut].Count(value => value == '\n'));
        }, iter: 200);

    [Fact]
    public void A_changed_byte_ends_the_journal_before_its_line() =>
        Gen.Select(Entries.List[2, 5], Gen.Double[0, 0.999]).Sample((entries, where) =>
        {
            var files = Files();
            Write(files, 0, entries);
            var bytes = files.File.ReadAllBytes(Path);
            var at = (int)(where * bytes.Length);
            var line = bytes[..at].Count(value => value == '\n');
            bytes[at] ^= 1;
            files.File.WriteAllBytes(Path, bytes);

            Assert.Equal(line, JournalReader.Read(files, Path).Count());
        }, iter: 200);

    [Fact]
    public void Going_on_cuts_off_what_was_written_behind_the_point()
    {
        var files = Files();
        Write(files, 0, [new NoteEntry("kept"), new NoteEntry("lost")]);
        var kept = JournalReader.Read(files, Path).First().End;
        Write(files, kept, [new NoteEntry("new")]);
        Assert.Equal(["kept", "new"], JournalReader.Read(files, Path).Select(placed => ((NoteEntry)placed.Entry).Text));
    }

    [Fact]
    public void Reading_from_an_offset_gives_the_rest()
    {
        var files = Files();
        Write(files, 0, [new NoteEntry("a"), new NoteEntry("b"), new NoteEntry("c")]);
        var first = JournalReader.Read(files, Path).First();
        Assert.Equal(["b", "c"], JournalReader.Read(files, Path, first.End).Select(placed => ((NoteEntry)placed.Entry).Text));
    }

    [Fact]
    public void A_writer_that_cannot_be_set_up_keeps_no_file_open()
    {
        var path = System.IO.Path.GetTempFileName();
        Assert.Throws<ArgumentOutOfRangeException>(() => new JournalWriter(new FileSystem(), path, -1));
        new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
        Assert.False(File.Exists(path));
    }

    private static MockFileSystem Files()
    {
        var files = new MockFileSystem();
        files.AddDirectory("/run");
        return files;
    }

    private static void Write(MockFileSystem files, long length, IEnumerable<JournalEntry> entries)
    {
        using var writer = new JournalWriter(files, Path, length);
        foreach (var entry in entries)
        {
            writer.Append(entry);
        }
    }

    private static string Bytes(JournalEntry entry) => Convert.ToBase64String(JournalLine.Encode(entry));
}
