using LCam.Evaluation;
using LCam.Experiments.Results;
using LCam.Experiments.Results.Published;
using LCam.Measures;

namespace LCam.Experiments.Tests.Results;

/// <summary>Tables with all that a store can give: whole, missing and failed rows, NaN, huge and tiny values, names that no format may stumble over.</summary>
internal static class HostileTables
{
    public const string HostileName = "<script>alert(\"1\")</script> & 50 % of $x_1^2$ {a} \\end{table} | #~é";

    public static IReadOnlyDictionary<string, Func<ExperimentTable>> All { get; } = new Dictionary<string, Func<ExperimentTable>>
    {
        ["results"] = Results,
        ["sanity"] = Sanity,
        ["pivot"] = Pivot,
    };

    private static ResultTable Results() => new(
        "hostile",
        [0, 0.85],
        [
            Row("L-CAM-Fm", RowKind.Trained) with { Summaries = Summaries((12.345678, 5), (1.0 / 3, 0)), Measures = Energy(0.25, 0.125) },
            Row("L-CAM-Img", RowKind.Trained) with { Missing = "not run yet" },
            Row("Grad-CAM", RowKind.Compared) with { Missing = "run abc failed: disk full | no space", RunId = "abc" },
            Row(HostileName, RowKind.Compared) with { Summaries = Summaries((double.NaN, 0), (1.5e300, double.NegativeInfinity)), Notes = [HostileName] },
            Row("All ones", RowKind.Control) with { Summaries = Summaries((0, 0), (-0.001, 100)), ForwardPasses = 0 },
        ],
        ["Classifier vgg16: 98.5 % of the evaluation images right.", "two\nlines"]);

    private static SanityTable Sanity()
    {
        var one = new SimilarityMean(1, 0, 2);
        var none = new SimilarityMean(null, null, 0);
        return new SanityTable("hostile", [new SanityGroup("VGG-16", ["fc_1", "conv1"],
        [
            new SanityRow("L-CAM-Fm", RowKind.Trained, "vgg16 fm", "a.1", [new(1, "fc_1", 2, one, one), new(2, "conv1", 2, new(-0.25, 0.125, 2), new(double.NaN, 0, 2))], [], null),
            new SanityRow(HostileName, RowKind.Compared, "vgg16 x", null, [], [], "run abc failed: disk full"),
            new SanityRow("All ones", RowKind.Control, "vgg16 all-ones", "b.1", [new(1, "fc_1", 2, none, one), new(2, "conv1", 2, none, one)], [], null),
        ])], []);
    }

    private static PivotTable Pivot()
    {
        var spec = PivotFixture.Read("{ columns: [percentage], measures: [average-drop], show: [deviation, interval], baseline: L-CAM-Fm, best-in-bold: true }").Tables[0];
        var test = new PairedTest(-1234.5, new Interval(-2e9, double.PositiveInfinity), 200, 0.0004, 0.04, -0.5);
        var whole = Cell("L-CAM-Fm", 12.345678) with { Deviation = 0.5, Interval = new Interval(-0.001, 1e12), Seeds = 3 };
        PivotRow[] rows =
        [
            new(["L-CAM-Fm"], ["L-CAM-Fm"], RowKind.Trained, [whole, Cell("L-CAM-Fm", null) with { Missing = "not run yet" }], []),
            new([HostileName], [HostileName], RowKind.Compared, [Cell(HostileName, -1.5e300) with { Test = test }, Cell(HostileName, double.NaN)], [HostileName]),
            new(["RISE"], ["RISE"], RowKind.Compared, [Cell("RISE", null) with { Missing = "run abc failed: disk full | no space" }, null], []),
            new(["All ones"], ["All ones"], RowKind.Control, [Cell("All ones", 0), Cell("All ones", 100) with { Test = test with { Wilcoxon = 0.5 } }], []),
        ];
        return new PivotTable("hostile", spec, [new(["0"], "100 %"), new(["0.85"], "15 %")], [new(["vgg16"], "VGG-16", rows)], ["a note"])
        {
            Published = [new PublishedValue("vgg16", "L-CAM-Fm", 0, "average-drop", 21.5, HostileName, "p. 5", "A & B", new DateOnly(2026, 1, 2))],
        };
    }

    private static PivotCell Cell(string method, double? value) => new()
    {
        Backbone = "vgg16",
        Method = method,
        Measure = MeasureRegistry.Find("average-drop"),
        Percentage = 0,
        Value = value,
        Deviation = null,
        Seeds = value is null ? 0 : 1,
        Images = value is null ? null : 200,
        RunIds = [],
        Missing = null,
        Competes = true,
    };

    private static ResultRow Row(string method, RowKind kind) => new()
    {
        Group = "VGG-16",
        Method = method,
        Kind = kind,
        Label = $"vgg16 {method}",
        RunId = null,
        Summaries = new Dictionary<double, ConfidenceSummary>(),
        ForwardPasses = 1,
        Notes = [],
        Missing = null,
    };

    private static Dictionary<string, MeasureSummary> Energy(double inside, double share) => new()
    {
        ["energy-inside"] = new("energy-inside", inside, 2, 2),
        ["mask-share"] = new("mask-share", share, 2, 2),
    };

    private static Dictionary<double, ConfidenceSummary> Summaries(params (double Drop, double Increase)[] values) => values
        .Zip([0, 0.85], (value, percentage) => new ConfidenceSummary
        {
            Percentage = percentage,
            Images = 200,
            DegenerateMaps = 0,
            AverageDrop = value.Drop,
            IncreaseInConfidence = value.Increase,
            Top1Before = 90,
            Top5Before = 100,
            Top1After = 80,
            Top5After = 99,
        }).ToDictionary(summary => summary.Percentage);
}
