using System.Globalization;
using System.Text;
using CsCheck;
using LCam.Evaluation;
using LCam.Experiments.Auditing;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>The quick reading of a journal's frequent lines tells what the serializer tells.</summary>
public sealed class JournalScanTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOf("loss", "area", "$id", "$type", "$ref", "$values", "type", "crc", "score", "learning-rate.bias", "", "a\"b", "a\\b", "<é>", "\u007f", "\t", "😀"), Gen.String[Gen.Char[' ', '~'], 0, 6]);

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Double, Gen.Double[0, 1], Gen.Float.Select(value => (double)value), Gen.Int.Select(value => (double)value),
        Gen.OneOf(0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 2.2250738585072011e-308, 1e22, 1e23, 9007199254740993.0));

    private static readonly Gen<int> Integer = Gen.OneOf(Gen.Int, Gen.Int[-3, 12], Gen.OneOf(int.MinValue, int.MaxValue, 999_999_999, 1_000_000_000));

    private static readonly Gen<long> Long = Gen.OneOf(Gen.Long, Gen.Long[-3, 12], Gen.OneOf(long.MinValue, long.MaxValue, 999_999_999_999_999_999, 1_000_000_000_000_000_000));

    private static readonly Gen<JournalEntry> Step =
        Gen.Select(Integer, Long, Integer, Gen.Dictionary(Name, Number)[0, 7]).Select((epoch, step, images, metrics) => (JournalEntry)new StepEntry(epoch, step, images, metrics));

    private static readonly Gen<JournalEntry> Image = Gen.Select(
        Gen.Select(Integer, Name, Integer, Integer, Number, Integer, Gen.Bool),
        Gen.Select(Gen.OneOf(Gen.OneOf(0, 0.5, 0.85, -0.0), Number), Number, Integer).Select((percentage, confidence, rank) => new MaskedScore(percentage, confidence, rank)).Array[0, 4],
        Gen.Select(Gen.Dictionary(Gen.OneOf(Name, Gen.OneOf("energy-inside", "mask-share")), Number.Nullable())[0, 6], Gen.Bool)).Select((image, masked, more) => (JournalEntry)new ImageEntry(new ImageScore
        {
            Index = image.Item1, Image = image.Item2, Label = image.Item3, Predicted = image.Item4, Confidence = image.Item5, LabelRank = image.Item6, Degenerate = image.Item7,
            Masked = masked, Measures = more.Item2 ? more.Item1 : null,
        }));

    // What stands for a number where somebody else wrote the line.
    private static readonly Gen<string> Token = Gen.OneOf(
        Gen.OneOf("0", "1", "-0", "-1", "01", "-01", "1.", ".5", "+1", "1e5", "1E+5", "1e-400", "1e400", "-1e400", "1e", "1e+", "0x1", "NaN", "\"NaN\"", "\"Infinity\"", "Infinity", "null", "true", "\"1\"", " 1", "1 ", "", "-", "1.5", "1,2"),
        Gen.Select(Gen.Long, Gen.Long[0, long.MaxValue], Gen.Int[-330, 330]).Select((whole, part, power) => string.Create(CultureInfo.InvariantCulture, $"{whole}.{part}e{power}")),
        Gen.OneOf("0123456789-+.eE".ToCharArray()).Array[1, 6].Select(characters => new string(characters)));

    [Fact]
    public void Entries_read_quickly_have_the_rows_of_those_that_the_serializer_reads() => Gen.OneOf(Step, Image).Array[1, 12].Sample(
        entries => Agree([.. entries.Select(entry => Body(entry))]), iter: 400);

    [Fact]
    public void Numbers_as_others_write_them_are_read_and_refused_alike() => Gen.Select(Token.Array[8], Gen.Int[0, 7]).Sample(
        (tokens, wrong) =>
        {
            // All but one are as they should be, or hardly any line was whole.
            var all = tokens.Select((token, place) => place == wrong ? token : "1").ToArray();
            var step = $"{{\"type\":\"step\",\"epoch\":{all[0]},\"step\":{all[1]},\"images\":{all[2]},\"metrics\":{{\"b\":{all[3]},\"a\":{all[4]},\"b\":{all[5]}}}";
            var image = $"{{\"type\":\"image\",\"score\":{{\"index\":{all[0]},\"image\":\"a\",\"label\":{all[1]},\"predicted\":1,\"confidence\":{all[2]},\"label-rank\":0,\"degenerate\":false,\"masked\":[{{\"percentage\":{all[3]},\"confidence\":{all[4]},\"label-rank\":{all[5]}}}],\"energy-inside\":{all[6]},\"measures\":{{\"m\":{all[7]}}}}}";
            var former = image;
            image = image.Replace($",\"energy-inside\":{all[6]},\"measures\":{{", $",\"measures\":{{\"energy-inside\":{all[6]},", StringComparison.Ordinal);
            return Agree([Encoding.UTF8.GetBytes(former)]) && Agree([Body(new RunEntry(new Dictionary<string, double> { ["accuracy"] = 1 })), Encoding.UTF8.GetBytes(step)]) && Agree([Encoding.UTF8.GetBytes(image), Body(new SeedEntry("training", 1))]);
        },
        iter: 2000);

    [Fact]
    public void A_byte_more_less_or_other_is_read_and_refused_alike() => Gen.Select(Gen.OneOf(Step, Image), Gen.Int[0, 10_000], Gen.OneOf(Gen.OneOf(" \"\\,:{}[]0e-."u8.ToArray()), Gen.Byte), Gen.Int[0, 2]).Sample(
        (entry, place, value, change) =>
        {
            var body = Body(entry);
            var at = place % body.Length;
            byte[] changed = change switch { 0 => [.. body[..at], value, .. body[at..]], 1 => [.. body[..at], .. body[(at + 1)..]], _ => [.. body[..at], value, .. body[(at + 1)..]] };
            return changed.Contains((byte)'\n') || Agree([changed]);
        },
        iter: 2000);

    [Fact]
    public void Lines_as_the_writer_makes_them_need_no_serializer()
    {
        var (scanner, score) = (new EntryScanner(), new ImageScore { Index = 1, Image = "a b/c.png", Label = 1, Predicted = 2, Confidence = 0.1, LabelRank = 0, Degenerate = true, Masked = [new MaskedScore(0.5, 1e-7, 1), new MaskedScore(0, 0, 1)] });
        Assert.True(scanner.IsStep(Body(new StepEntry(1, 2, 3, new Dictionary<string, double> { ["loss"] = 0.1, ["area"] = -1e300 })), out var step));
        Assert.Equal([new("loss", 0.1), new("area", -1e300)], step.Metrics.ToArray());
        Assert.True(scanner.IsImage(Body(new ImageEntry(score)), out var image));
        Assert.Equal([new ScannedMask(0.5, 1e-7, 1), new ScannedMask(0, 0, 1)], image.Masked.ToArray());
        Assert.True(scanner.IsImage(Body(new ImageEntry(score with { Measures = new Dictionary<string, double?> { ["energy-inside"] = 0.5, ["mask-share"] = 0.25, ["entropy"] = 2, ["sparseness"] = null } })), out image));
        Assert.Equal([new("energy-inside", 0.5), new("mask-share", 0.25), new("entropy", 2), new("sparseness", null)], image.Measures.ToArray());
    }

    [Fact]
    public void A_name_with_a_dollar_is_refused_wherever_the_kind_stands()
    {
        const string step = """{"type":"step","$epoch":5,"step":6,"images":9,"metrics":{}""";
        Assert.True(Agree([Encoding.UTF8.GetBytes(step)]));
        Assert.Null(JournalLine.Parse(Encoding.UTF8.GetBytes(step + "}")));
    }

    [Theory]
    [InlineData("""{"type":"start","total":1,"done":0""")]
    [InlineData("""{"type":"stretch","first":1""")]
    [InlineData("""{"type":"seed","seed":1""")]
    [InlineData("""{"type":"step","epoch":1,"step":1,"images":1""")]
    [InlineData("""{"type":"epoch","epoch":1,"step":1,"metrics":null""")]
    [InlineData("""{"type":"run","metrics":null""")]
    [InlineData("""{"type":"checkpoint","epoch":1,"step":1,"path":null""")]
    [InlineData("""{"type":"image","score":null""")]
    [InlineData("""{"type":"image","score":{"index":0,"image":"a","label":1,"predicted":1,"confidence":1,"label-rank":0,"degenerate":false,"masked":[null]}""")]
    [InlineData("""{"type":"image","score":{"index":0,"image":null,"label":1,"predicted":1,"confidence":1,"label-rank":0,"degenerate":false,"masked":[]}""")]
    [InlineData("""{"type":"layer","depth":1,"layer":"a","images":[null]""")]
    [InlineData("""{"type":"layer","depth":1,"layer":"a","images":[{"index":1,"class":1}]""")]
    [InlineData("""{"type":"note","text":null""")]
    public void A_line_that_lacks_a_text_or_a_list_is_no_entry(string body)
    {
        byte[] line = JournalLine.Finish(Encoding.UTF8.GetBytes(body));
        Assert.Null(JournalLine.Decode(line.AsSpan()[..^1]));
        Assert.Empty(JournalDigests.Of([.. line, .. JournalLine.Encode(new SeedEntry("training", 1))]));
    }

    // White space in front is JSON that the writer does not make: the serializer has to read it.
    private static bool Agree(IReadOnlyList<byte[]> bodies)
    {
        var scanner = new EntryScanner();
        IEnumerable<byte[]> slow = bodies.Select(body => (byte[])[.. " "u8, .. body]);
        Assert.DoesNotContain(slow, body => scanner.IsStep(body, out _) || scanner.IsImage(body, out _));
        return Digests(bodies).SequenceEqual(Digests(slow));
    }

    private static IReadOnlyList<(string, Digest)> Digests(IEnumerable<byte[]> bodies) => JournalDigests.Of([.. bodies.SelectMany(body => JournalLine.Finish(body))]);

    private static byte[] Body(JournalEntry entry) => JournalLine.Encode(entry)[..^19];
}
