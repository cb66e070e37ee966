using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Tests.Specs;

namespace LCam.Experiments.Tests.Planning;

/// <summary>A whole number is that number, however large: in canonical texts, in keys, and when read again.</summary>
public sealed class WholeNumberTests
{
    private const long LargestExact = 1L << 53;

    [Theory]
    [InlineData(1, "1")]
    [InlineData(-1, "-1")]
    [InlineData(999_999_999_999_999, "999999999999999")]
    [InlineData(1_000_000_000_000_000, "1000000000000000")]
    [InlineData(LargestExact, "9007199254740992")]
    [InlineData(LargestExact + 1, "\"9007199254740993\"")]
    [InlineData(-LargestExact - 1, "\"-9007199254740993\"")]
    [InlineData(long.MaxValue, "\"9223372036854775807\"")]
    [InlineData(long.MinValue, "\"-9223372036854775808\"")]
    public void A_whole_number_has_one_text_made_in_memory_or_read(long number, string text)
    {
        Assert.Equal(text, CanonicalJson.Text(JsonValue.Create(number)));
        Assert.Equal(text, CanonicalJson.Text(JsonNode.Parse(JsonSerializer.Serialize(number))));
        Assert.Equal(text, CanonicalJson.Text(CanonicalJson.Parse(text)));
        Assert.Equal(number, CanonicalJson.Integer(JsonDocument.Parse(text).RootElement));
    }

    [Fact]
    public void Two_whole_numbers_never_share_a_text() => Gen.Select(Gen.Long, Gen.Long[-3, 3]).Where((number, step) => step != 0).Sample((number, step) =>
        Assert.NotEqual(CanonicalJson.Text(JsonValue.Create(number)), CanonicalJson.Text(JsonValue.Create(unchecked(number + step)))));

    [Fact]
    public void One_value_has_one_text_whatever_it_is_held_as()
    {
        Assert.Equal("100000000000000000000", CanonicalJson.Text(JsonValue.Create(1e20)));
        Assert.Equal("100000000000000000000", CanonicalJson.Text(JsonNode.Parse("1e20")));
        Assert.Equal("0.1", CanonicalJson.Text(JsonNode.Parse("1e-1")));
        Assert.Equal("9007199254740994", CanonicalJson.Text(JsonValue.Create(9007199254740994.0)));
        Assert.Equal("9007199254740994", CanonicalJson.Text(JsonValue.Create(9007199254740994)));
    }

    [Theory]
    [InlineData("matrix.seed=[{0},{1}]", 4, "train")]
    [InlineData("data.shapes.seed={0}", 0, "classifier")]
    [InlineData("backbones.vgg16.classifier.seed={0}", 0, "classifier")]
    [InlineData("explainers.seed={0}", 0, "measure")]
    public void Seeds_beyond_2_to_the_53_are_different_stages(string set, int trainings, string kind)
    {
        var (low, high) = (LargestExact, LargestExact + 1);
        var keys = new[] { (low, high), (high, low + 2) }.Select(pair => Keys(string.Format(System.Globalization.CultureInfo.InvariantCulture, set, pair.Item1, pair.Item2), kind)).ToList();
        Assert.NotEqual(keys[0], keys[1]);
        if (trainings > 0)
        {
            Assert.Equal(trainings, keys[0].Count);
        }
    }

    [Theory]
    [InlineData("9223372036854775808", "the largest is 9223372036854775807")]
    [InlineData("1e3", "write 1000")]
    [InlineData("1.0", "write 1")]
    [InlineData("1,000", "write it without separators between digits")]
    [InlineData("-1", "'-1' is not a whole number from 0 on")]
    public void A_seed_that_is_none_is_refused_with_the_right_form(string seed, string words)
    {
        var problem = Assert.Single(SpecFixture.ProblemsOf(SpecFixture.Good, $"matrix.seed=\"{seed}\""));
        Assert.Contains(words, problem.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Keys(string set, string kind)
    {
        var spec = SpecFixture.Read(
            """
            name: test
            data:
              shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }
            backbones:
              vgg16: { weights: train, classifier: { epochs: 1, batch-size: 8 } }
            matrix: { backbone: vgg16, variant: [fm, img], loss: lcam, seed: 1 }
            compare: [rise]
            training: { input-size: 48, crop-size: 40 }
            """,
            set);
        var plan = new Planner(null, new InputCatalog(null, null, CancellationToken.None), new ExecutionSettings("cpu", 1), HostIdentity.Current(), TimeProvider.System).Plan(spec);
        return [.. plan.Stages.Where(stage => stage.Kind.ToString().Equals(kind, StringComparison.OrdinalIgnoreCase)).Select(stage => stage.Key).Order(StringComparer.Ordinal)];
    }
}
