using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using LCam.Experiments.Planning;

namespace LCam.Experiments.Tests.Planning;

/// <summary>Canonical texts are those of RFC 8785: its numbers (appendix B) and the published test data of its authors.</summary>
public sealed class CanonicalStandardTests
{
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void A_number_is_written_as_the_standard_lists_it(ulong bits, string text)
    {
        Assert.Equal(text, CanonicalJson.Text(JsonValue.Create(BitConverter.UInt64BitsToDouble(bits))));
        Assert.Equal(text, CanonicalJson.Text(JsonNode.Parse(text)));
    }

    [Theory]
    [InlineData("""[ 56, { "d": true, "10": null, "1": [ ] } ]""", """[56,{"1":[],"10":null,"d":true}]""")]
    [InlineData(
        """{ "peach": "This sorting order", "péché": "is wrong according to French", "pêche": "but canonicalization MUST", "sin": "ignore locale" }""",
        """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""")]
    [InlineData(
        """{ "1": { "f": { "f": "hi", "F": 5 }, "\n": 56.0 }, "10": { }, "": "empty", "a": { }, "111": [ { "e": "yes", "E": "no" } ], "A": { } }""",
        """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}""")]
    [InlineData("""{ "Unnormalized Unicode": "A\u030a" }""", "{\"Unnormalized Unicode\":\"A\u030a\"}")]
    [InlineData(
        """{ "numbers": [ 333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001 ], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [ null, true, false ] }""",
        """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""")]
    [InlineData(
        """{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\u000a": "Newline", "1": "One", "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley", "\u00f6": "Latin Small Letter O With Diaeresis", "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge" }""",
        "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}")]
    public void A_value_is_written_as_the_published_data_has_it(string value, string text) => Assert.Equal(text, CanonicalJson.Text(JsonNode.Parse(value)));

    [Fact]
    public void Every_number_is_read_back_and_written_the_same() => Gen.Double.Where(double.IsFinite).Sample(number =>
    {
        var text = CanonicalJson.Text(JsonValue.Create(number));
        Assert.Equal(text, CanonicalJson.Text(JsonNode.Parse(text)));
        return double.Parse(text.Trim('"'), System.Globalization.CultureInfo.InvariantCulture) == number;
    });

    [Fact]
    public void Every_text_is_read_back_as_it_was() => Gen.String.Sample(text =>
    {
        var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return JsonNode.Parse(CanonicalJson.Text(JsonValue.Create(whole)))!.GetValue<string>() == whole;
    });

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Text(JsonValue.Create("a\ud800")));
        Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Text(new JsonObject { ["\udc00"] = 1 }));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_refused(double number) => Assert.ThrowsAny<ArgumentException>(() => CanonicalJson.Text(JsonValue.Create(number)));
}
