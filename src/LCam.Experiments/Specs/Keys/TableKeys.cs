using LCam.Measures;

namespace LCam.Experiments.Specs.Keys;

/// <summary>The keys of <c>tables</c>.</summary>
internal static class TableKeys
{
    public static readonly IReadOnlyList<string> DefaultRows = [TableDimensions.Method];
    public static readonly IReadOnlyList<string> DefaultColumns = [TableDimensions.Percentage, TableDimensions.Measure];
    public static readonly IReadOnlyList<string> DefaultGroup = [TableDimensions.Backbone];
    public static readonly IReadOnlyList<string> Kinds = ["trained", "compared", "control"];

    public const string Deviation = "deviation";
    public const string Interval = "interval";
    public const string WilcoxonTest = "wilcoxon";
    public const string BootstrapTest = "paired-bootstrap";

    private const int MostDigits = 12;

    private static readonly ValueRule Dimension = ValueRule.OneOf(TableDimensions.All);
    private static readonly ValueRule MeasureId = ValueRule.OneOf([.. MeasureRegistry.All.Select(measure => measure.Id)]);

    public static IReadOnlyList<SpecKey> All { get; } =
    [
        List("rows", Dimension, "What names a row of the table NAME, see tables.md; lcam table SPEC --table NAME prints it.", string.Join(", ", DefaultRows)),
        List("columns", Dimension, "What names a column.", string.Join(", ", DefaultColumns)),
        List("group", Dimension, "What names a group of rows; [] for none.", string.Join(", ", DefaultGroup)),
        List("measures", MeasureId, "What to show.", "measures"),
        List("percentages", ValueRule.Number(0, 1), "Muted shares to show.", "matrix.percentage"),
        List("kinds", ValueRule.OneOf(Kinds), "Kinds of explainers to show.", string.Join(", ", Kinds)),
        At("sort", MeasureId, "Sort each group's rows by their first value of this measure, best first.", "the spec's order"),
        At("precision", ValueRule.Integer(0, MostDigits), "Digits behind the point, in formats for people.", "2; 4 of seconds"),
        At("best-in-bold", ValueRule.Flag, "Set the best value of each column and group in bold, controls left out.", "false"),
        List("show", ValueRule.OneOf([Deviation, Interval]), "What to show beside each mean: the standard deviation over seeds, a bootstrap interval over images and seeds.", "none"),
        At("confidence", ValueRule.NumberBetween(0, 1), "Of the bootstrap intervals.", "0.95"),
        At("resamples", ValueRule.Integer(1, 1_000_000), "Of the bootstrap.", "2000"),
        At("seed", ValueRule.Integer(0), "Seed of the bootstrap.", "1"),
        At("baseline", ValueRule.Text, "The row, by its name in the table, that the other rows of its group are tested against on the same images.", "none"),
        At("test", ValueRule.OneOf([WilcoxonTest, BootstrapTest]), "The test whose p-values the stars show.", WilcoxonTest),
        At("reference", ValueRule.Path, "File of published values, each with its source, to show beside ours.", "none"),
        List("footnotes", ValueRule.Text, "Sentences to stand below the table.", "none"),
        At("caption", ValueRule.Text, "What to say before the caption that is made.", "none"),
        At("output", ValueRule.Path, "Markdown file that a run writes the table to.", "none"),
    ];

    private static SpecKey At(string name, ValueRule rule, string meaning, string fallback) =>
        SpecKey.At($"tables.*.{name}", rule, meaning) with { Default = fallback };

    private static SpecKey List(string name, ValueRule rule, string meaning, string fallback) =>
        At(name, rule, meaning, fallback) with { Shape = KeyShape.List };
}
