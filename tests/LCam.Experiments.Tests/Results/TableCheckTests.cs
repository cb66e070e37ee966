using LCam.Experiments.Results.Checking;
using LCam.Problems;

namespace LCam.Experiments.Tests.Results;

/// <summary>A table may differ from an earlier one by so much and no more.</summary>
public sealed class TableCheckTests
{
    private const string Markdown =
        """
        # tiny

        | Method | AD 100 % | IC 100 % | Forward passes | Energy on object | Uniform map's |
        |:--|--:|--:|--:|--:|--:|
        | **VGG-16** | | | | | |
        | L-CAM-Fm | **8.29** [5.96, 10.84]\*\*\* | 6.00 [3.00, 9.50] | 1 | 25.06 [24.00, 26.00] | 13.29 |
        | RISE [1] | – | 0.00 [0.00, 0.00] | 50 | 15.74 [15.00, 16.00] | 13.29 |

        ## Compared with RISE

        | Method | Column | Difference | p (Wilcoxon) |
        |:--|:--|--:|--:|
        | **VGG-16** | | | |
        | L-CAM-Fm | AD 100 % | 1.50 [1.00, 2.00] | 0.0200 |

        AD: average drop, over 200 images.

        Classifier vgg16: 98.5 % of the evaluation images right.

        [1] RISE with masks 50 (standard: 4000)
        """;

    private const string Csv =
        """
        backbone,method,kind,cell,run,percentage,images,average_drop,increase_in_confidence,energy_inside,forward_passes,missing
        VGG-16,"L-CAM, mine",trained,vgg16 fm,aaa.1,0.5,200,8.29,6,0.25,1,
        """;

    [Theory]
    [InlineData("8.29", "8.79", "0.5", true)]
    [InlineData("8.29", "8.80", "0.5", false)]
    [InlineData("8.29", "9.03", "9%", true)]
    [InlineData("8.29", "9.05", "9%", false)]
    [InlineData("8.29", "10.80", "average-drop=interval", true)]
    [InlineData("8.29", "10.85", "average-drop=interval", false)]
    [InlineData("8.29", "20.00", "average-drop=12,increase-in-confidence=0", true)]
    [InlineData("6.00", "6.50", "average-drop=12", false)]
    [InlineData("| 50 |", "| 51 |", "100", false)]
    [InlineData("–", "3.00", "100", false)]
    [InlineData("98.5", "97.5", "1", true)]
    [InlineData("98.5", "97.5", "notes=0.5,5", false)]
    [InlineData("200 images", "100 images", "100", false)]
    [InlineData("average drop", "absolute drop", "100", false)]
    [InlineData("| RISE [1] |", "| RIS [1] |", "100", false)]
    public void A_value_is_within_its_measure_s_tolerance_or_beyond(string from, string to, string tolerance, bool isWithin)
    {
        var check = Check(Markdown, Markdown.Replace(from, to, StringComparison.Ordinal), tolerance);
        Assert.Equal(isWithin, check.IsWithin);
        Assert.NotEmpty(check.Differences);
    }

    [Theory]
    [InlineData("**8.29**", "8.29")]
    [InlineData("\\*\\*\\*", "")]
    [InlineData("RISE [1]", "RISE [2]")]
    [InlineData("masks 50", "masks 51")]
    [InlineData("0.0200", "0.9000")]
    [InlineData("\n", "\r\n")]
    public void Emphasis_stars_footnotes_and_tests_follow_from_values_and_are_not_compared(string from, string to) =>
        Assert.Empty(Check(Markdown, Markdown.Replace(from, to, StringComparison.Ordinal), "0").Differences);

    [Fact]
    public void A_difference_names_its_line_and_cell()
    {
        var difference = Assert.Single(Check(Markdown, Markdown.Replace("25.06", "27.00", StringComparison.Ordinal), "1").Differences);
        Assert.Equal((6, "VGG-16, L-CAM-Fm, Energy on object", "25.06", "27.00", true), (difference.Line, difference.Place, difference.Expected, difference.Actual, difference.IsBeyond));
    }

    [Theory]
    [InlineData("8.29", "9.29", "1", true)]
    [InlineData("8.29", "9.30", "1", false)]
    [InlineData("0.25", "0.26", "1", true)]
    [InlineData("0.25", "0.27", "1", false)]
    [InlineData("200", "199", "1", false)]
    [InlineData("aaa.1", "bbb.1", "0", true)]
    public void Comma_separated_values_are_compared_in_points_by_their_coordinates(string from, string to, string tolerance, bool isWithin) =>
        Assert.Equal(isWithin, TableCheck.Of("t.csv", Csv, Csv.Replace(from, to, StringComparison.Ordinal), "csv", TableTolerances.Parse([tolerance])).IsWithin);

    [Fact]
    public void Every_wrong_tolerance_is_named_at_once()
    {
        var problems = Assert.Throws<ProblemException>(() => TableTolerances.Parse(["1,2", "average-drp=1", "top-1=-1", "5%%"])).Problems;
        Assert.Equal(4, problems.Count);
        Assert.Contains(problems, problem => problem.Remedy == "did you mean average-drop?");
    }

    [Fact]
    public void An_interval_that_the_file_lacks_and_a_format_that_has_no_cells_are_refused()
    {
        var plain = Markdown.Replace(" [5.96, 10.84]", "", StringComparison.Ordinal);
        var lacking = Assert.Throws<ProblemException>(() => Check(plain, Markdown, "average-drop=interval"));
        Assert.Equal("t.md:6", Assert.Single(lacking.Problems).Where);
        Assert.Throws<ProblemException>(() => TableCheck.Of("t.md", Markdown, Markdown, "latex", TableTolerances.Parse(["1"])));
        Assert.Throws<ProblemException>(() => Check("no table", Markdown, "1"));
    }

    private static TableCheck Check(string expected, string actual, string tolerance) =>
        TableCheck.Of("t.md", expected, actual, "markdown", TableTolerances.Parse([tolerance]));
}
