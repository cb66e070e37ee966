using LCam.Experiments.Results;
using LCam.Problems;
using LCam.Randomness;
using LCam.Statistics;

namespace LCam.Experiments.Tests.Results;

public sealed class PivotStatisticsTests : IDisposable
{
    private const string Table =
        "{ rows: [variant], columns: [loss], group: [], measures: [average-drop], percentages: [0], kinds: [trained], show: [deviation, interval], baseline: img, resamples: 500 }";

    private readonly PivotFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_value_has_its_deviation_over_seeds_and_its_interval_over_images_and_seeds()
    {
        var cell = Build(Table).Groups[0].Rows[0].Cells[0]!;
        var seeds = Enumerable.Range(1, 3).Select(seed => Enumerable.Range(0, 60).Select(image => 100 * (1 - Masked($"vgg16 fm lcam seed {seed}", image))).ToArray()).ToList();
        var means = seeds.Select(seed => seed.Average()).ToList();
        Assert.Equal(Math.Sqrt(means.Sum(mean => Math.Pow(mean - means.Average(), 2)) / 2), cell.Deviation!.Value, 9);
        var expected = Bootstrap.Interval(Bootstrap.Means(seeds, new BootstrapOptions(500, 0.95, 1)), 0.95);
        Assert.Equal(expected.Low, cell.Interval!.Low, 9);
        Assert.Equal(expected.High, cell.Interval.High, 9);
        Assert.True(cell.Interval.Covers(cell.Value!.Value));
    }

    [Fact]
    public void Rows_are_tested_against_the_baseline_on_the_same_images_and_the_stars_are_explained()
    {
        var table = Build(Table);
        var (baseline, tested) = (table.Groups[0].Rows[1], table.Groups[0].Rows[0]);
        Assert.All(baseline.Cells, cell => Assert.Null(cell!.Test));
        var (different, same) = (tested.Cells[0]!.Test!, tested.Cells[1]!.Test!);
        Assert.Equal(tested.Cells[0]!.Value!.Value - baseline.Cells[0]!.Value!.Value, different.Difference, 9);
        Assert.True(different is { Wilcoxon: < 0.001, Images: 60, Effect: > 0.9 } && different.Interval.Low > 0);
        Assert.Equal((0.0, 1.0, 0.0), (same.Difference, same.Wilcoxon, same.Effect));
        var lines = PivotFixture.Markdown(table).Split('\n');
        Assert.Matches(@"^\| fm \| \d+\.\d\d ± \d+\.\d\d \[\d+\.\d\d, \d+\.\d\d\]\\\*\\\*\\\* \| [^*]+ \|$", lines[4]);
        Assert.Contains("## Compared with img", lines);
        Assert.Contains(lines, line => line.StartsWith("| fm | loss lcam | ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("95 % confidence intervals (percentile bootstrap over images and seeds, 500 resamples, seed 1)", StringComparison.Ordinal)
            && line.Contains("Holm's correction over 2 tests): * p &lt; 0.05", StringComparison.Ordinal));
    }

    [Fact]
    public void The_p_values_of_all_tests_are_corrected_together()
    {
        var one = Build(Table.Replace("percentages", "best-in-bold: true, percentages", StringComparison.Ordinal)).Groups[0].Rows[0].Cells[0]!.Test!;
        var raw = Wilcoxon.Test([.. Enumerable.Range(0, 60).Select(image => Enumerable.Range(1, 3).Average(seed => 100 * (Masked($"img lcam seed {seed}", image) - Masked($"fm lcam seed {seed}", image))))]);
        Assert.Equal(2 * raw.PValue, one.Wilcoxon, 12);
    }

    [Fact]
    public void A_baseline_that_is_no_row_is_an_error_that_suggests_one()
    {
        var error = Assert.Throws<ProblemException>(() => Build(Table.Replace("baseline: img", "baseline: imgg", StringComparison.Ordinal)));
        Assert.Equal("did you mean 'img'?", error.Problems[0].Remedy);
    }

    // With lcam, fm drops about a fifth more than img; with cross-entropy they drop the same.
    private static double Masked(string label, int image)
    {
        var random = new CounterRandom(label[^1], RandomPurpose.Sampling, index: image);
        var kept = random.NextDouble(0.5, 0.6);
        return label.Contains("fm lcam", StringComparison.Ordinal) ? kept - random.NextDouble(0.1, 0.3) : kept;
    }

    private PivotTable Build(string table)
    {
        var spec = PivotFixture.Read(table);
        _fixture.Fill(spec, 60, (label, image, _) => Masked(label, image));
        return _fixture.Build(spec);
    }
}
