using System.CommandLine;
using LCam.Experiments.Specs;

namespace LCam.Cli.Tests;

/// <summary>Every number of every verb is read as specs read theirs, and refused before anything else happens.</summary>
public sealed class NumberOptionTests : IDisposable
{
    private static readonly string[] Wrong =
        ["0,1", "0,0001", "1,000", "1.000,5", "nan", "NaN", "infinity", "-infinity", "", " ", "1e999", "99999999999999999999", "-1e5", "many", "1_000", "٣", "0x10", "1 000"];

    private readonly CommandLineFixture _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void No_option_of_any_verb_takes_what_is_no_number_for_one()
    {
        var options = Options(option => Plain(option.ValueType) is var type && (type == typeof(int) || type == typeof(long) || type == typeof(double)));
        Assert.True(options.Count > 25, "the verbs have numbers");
        foreach (var (path, option) in options)
        {
            foreach (var text in Wrong)
            {
                var result = _lcam.Run([.. path, $"{option.Name}={text}"]);
                var words = $"{string.Join(' ', path)} {option.Name}='{text}': {result.Error}";
                Assert.True(result.ExitCode == ExitCodes.Invalid, words);
                Assert.True(result.Error.Contains($"lcam: {option.Name}: '", StringComparison.Ordinal) || text.Trim().Length == 0, words);
                Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
                Assert.Empty(result.Output);
            }
        }

        Assert.Empty(_lcam.Files());
    }

    [Fact]
    public void An_option_that_is_on_or_off_is_refused_in_plain_words()
    {
        foreach (var (path, option) in Options(option => option is Option<bool>))
        {
            var result = _lcam.Run([.. path, $"{option.Name}=maybe"]);
            Assert.Contains(result.ExitCode, new[] { ExitCodes.Invalid, ExitCodes.DataMissing });
            Assert.DoesNotContain("System.", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--opacity 0,1", "--opacity: '0,1' is not a number from 0 to 1 (write a point, not a comma)")]
    [InlineData("--classes 1,000", "--classes: '1,000' is not a whole number from 2 to 1000000 (write it without separators between digits)")]
    [InlineData("--classes 1e3", "--classes: '1e3' is not a whole number from 2 to 1000000 (write 1000)")]
    [InlineData("--classes 2000000000", "--classes: '2000000000' is not a whole number from 2 to 1000000")]
    [InlineData("--width 4.5", "--width: '4.5' is not a number above 0 and at most 4")]
    [InlineData("--width 0", "--width: '0' is not a number above 0 and at most 4")]
    [InlineData("--seed 9223372036854775808", "--seed: '9223372036854775808' is not a whole number from 0 on (the largest is 9223372036854775807)")]
    [InlineData("--threads 1e6", "--threads: '1e6' is not a whole number from 1 to 1024")]
    [InlineData("--threads 10,000", "--threads: '10,000' is not a whole number from 1 to 1024")]
    [InlineData("--threads 99999999999999999999", "--threads: '99999999999999999999' is not a whole number from 1 to 1024")]
    [InlineData("--opacity 7,5", "--opacity: '7,5' is not a number from 0 to 1")]
    [InlineData("--opacity 50%", "--opacity: '50%' is not a number from 0 to 1 (write a share: 0.5 for 50 %)")]
    [InlineData("--width 50%", "--width: '50%' is not a number above 0 and at most 4")]
    [InlineData("--threads 0", "--threads: '0' is not a whole number from 1 to 1024")]
    public void The_message_has_the_option_the_text_the_limits_and_the_right_form(string options, string message) =>
        _lcam.Run(["explain", "a.png", "--output", "o", .. options.Split(' ')]).AssertRefused($"lcam: {message}\n");

    [Theory]
    [InlineData("data label", "--classes", "backbones.*.classes")]
    [InlineData("data label", "--width", "backbones.*.width")]
    [InlineData("data label", "--batch-size", "evaluation.batch-size")]
    [InlineData("data label", "--input-size", "evaluation.input-size")]
    [InlineData("data label", "--crop-size", "evaluation.crop-size")]
    [InlineData("data label", "--workers", "training.workers")]
    [InlineData("data check-predictions", "--classes", "backbones.*.classes")]
    [InlineData("data check", "--classes", "backbones.*.classes")]
    [InlineData("explain", "--classes", "backbones.*.classes")]
    [InlineData("explain", "--width", "backbones.*.width")]
    [InlineData("data shapes", "--classes", "data.shapes.classes")]
    [InlineData("data shapes", "--size", "data.shapes.size")]
    [InlineData("data shapes", "--train", "data.shapes.train")]
    [InlineData("data shapes", "--seed", "data.shapes.seed")]
    [InlineData("explain", "--seed", "explainers.seed")]
    public void The_limits_of_specs_hold_on_the_command_line(string verb, string option, string key) =>
        _lcam.Run([.. verb.Split(' '), option, "-1"]).AssertRefused($"lcam: {option}: '-1' is not {NumberLimits.OfKey(key).Expected}\n");

    [Fact]
    public void All_numbers_that_are_wrong_are_told_at_once() =>
        _lcam.Run("explain", "a.png", "--output", "o", "--classes", "0", "--width", "9", "--opacity", "2").AssertRefused("--classes: '0'", "--width: '9'", "--opacity: '2'");

    [Theory]
    [InlineData("explain a.png --output o --opacity 0.25 --seed 9007199254740993 --width 1e-1", "--seed", 9007199254740993L)]
    [InlineData("watch --interval 0.5", "--interval", 0.5)]
    [InlineData("run a.yaml -j 3", "--jobs", 3)]
    public void A_number_that_is_right_is_that_number(string line, string option, object value)
    {
        var parsed = _lcam.Root().Parse(line.Split(' '));
        Assert.Empty(parsed.Errors);
        Assert.Equal(value, parsed.GetValue<object>(option));
    }

    private List<(string[] Path, Option Option)> Options(Func<Option, bool> choose) =>
        [.. _lcam.Verbs().SelectMany(verb => verb.Verb.Options.Where(choose).Select(option => (verb.Path, option)))];

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
