using System.Text.Json.Nodes;
using CsCheck;
using LCam.Experiments.Planning;

namespace LCam.Experiments.Tests.Planning;

public sealed class CanonicalJsonTests
{
    private static readonly Gen<Dictionary<string, double>> Objects = Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 6], Gen.Double)[0, 8];

    [Fact]
    public void The_order_of_keys_changes_nothing() => Objects.Sample(values =>
    {
        var reversed = new JsonObject();
        foreach (var (key, value) in values.Reverse())
        {
            reversed[key] = Finite(value);
        }

        var straight = new JsonObject();
        foreach (var (key, value) in values)
        {
            straight[key] = Finite(value);
        }

        Assert.Equal(CanonicalJson.Hash(straight), CanonicalJson.Hash(reversed));
    });

    [Fact]
    public void One_number_has_one_text() =>
        Assert.Equal(CanonicalJson.Text(JsonNode.Parse("[1, 100, 0.5]")), CanonicalJson.Text(JsonNode.Parse("[1.0, 1e2, 5E-1]")));

    [Fact]
    public void Different_numbers_have_different_hashes() => Gen.Select(Gen.Double, Gen.Double).Where((a, b) => Finite(a) != Finite(b)).Sample((a, b) =>
        Assert.NotEqual(CanonicalJson.Hash(JsonValue.Create(Finite(a))), CanonicalJson.Hash(JsonValue.Create(Finite(b)))));

    [Fact]
    public void Parsing_and_writing_again_is_stable() => Objects.Sample(values =>
    {
        var node = new JsonObject(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Finite(pair.Value))));
        var text = CanonicalJson.Text(node);
        Assert.Equal(text, CanonicalJson.Text(CanonicalJson.Parse(text)));
    });

    [Fact]
    public void Differences_name_the_paths_that_changed()
    {
        var before = JsonNode.Parse("""{"training":{"epochs":2,"lr":0.1},"seed":1}""");
        var after = JsonNode.Parse("""{"seed":1,"training":{"lr":0.2,"epochs":2},"extra":true}""");
        Assert.Equal(
            ["extra: (none) -> true", "training.lr: 0.1 -> 0.2"],
            CanonicalJson.Differences(before, after).Select(difference => difference.ToString()));
    }

    private static double Finite(double value) => double.IsFinite(value) ? value : 0;
}
