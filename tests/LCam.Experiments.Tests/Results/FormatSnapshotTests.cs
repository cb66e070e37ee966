using System.Globalization;
using System.Xml.Linq;
using LCam.Experiments.Results;
using Snapshooter;
using Snapshooter.Xunit;

namespace LCam.Experiments.Tests.Results;

/// <summary>Each format, over everything that a store can give, in cultures that write numbers in other ways.</summary>
public sealed class FormatSnapshotTests
{
    private static readonly string[] Cultures = ["invariant", "en-US", "ru-RU"];

    public static TheoryData<string, string, string> All
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var kind in HostileTables.All.Keys)
            {
                foreach (var format in TableFormats.All)
                {
                    Cultures.ToList().ForEach(culture => all.Add(kind, format.Id, culture));
                }
            }

            return all;
        }
    }

    /// <summary>The snapshots' names, without the file extension.</summary>
    internal static IEnumerable<string> Names =>
        HostileTables.All.Keys.SelectMany(kind => TableFormats.All, (kind, format) =>
            $"{nameof(FormatSnapshotTests)}.{nameof(A_table_is_written_the_same_in_every_culture)}_{kind}_{format.Id}");

    [Theory]
    [MemberData(nameof(All))]
    public void A_table_is_written_the_same_in_every_culture(string kind, string format, string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Culture(culture);
        string text;
        try
        {
            text = Render(kind, format);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        text.MatchSnapshot(SnapshotNameExtension.Create(kind, format));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void HTML_is_well_formed_and_has_no_script(string kind)
    {
        var html = Render(kind, "html");
        var elements = XDocument.Parse(Closed(html)).Descendants().ToList();
        Assert.DoesNotContain(elements, element => element.Name.LocalName is "script" or "link" or "img");
        Assert.Contains(elements, element => element.Name == "th" && element.Value.StartsWith(HostileTables.HostileName, StringComparison.Ordinal));
        foreach (var table in elements.Where(element => element.Name == "table"))
        {
            var widths = table.Descendants("tr").Select(row => row.Elements().Sum(cell => (int?)cell.Attribute("colspan") ?? 1));
            Assert.Single(widths.Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void LaTeX_is_balanced_and_escaped(string kind)
    {
        var lines = Render(kind, "latex").TrimEnd('\n').Split('\n').Skip(1).ToList();
        var text = string.Join('\n', lines).Replace("\\textbackslash{}", "", StringComparison.Ordinal).Replace("\\\\", "", StringComparison.Ordinal);
        var bare = text.Replace("\\{", "", StringComparison.Ordinal).Replace("\\}", "", StringComparison.Ordinal);
        Assert.Equal(bare.Count(character => character == '{'), bare.Count(character => character == '}'));
        Assert.Equal(lines.Sum(line => line.Split("\\begin{").Length), lines.Sum(line => line.Split("\\end{").Length));
        Assert.DoesNotMatch(@"(?<!\\)[#_%~^]", text);
        foreach (var grid in string.Join('\n', lines).Split("\\begin{tabular}").Skip(1))
        {
            var rows = grid.Split('\n').Where(line => line.EndsWith("\\\\", StringComparison.Ordinal) && !line.Contains("multicolumn", StringComparison.Ordinal));
            Assert.Single(rows.Select(line => line.Replace("\\&", "", StringComparison.Ordinal).Count(character => character == '&')).Distinct());
        }
    }

    public static TheoryData<string> Kinds => [.. HostileTables.All.Keys];

    private static string Render(string kind, string format) => HostileTables.All[kind]().Render(TableFormats.All.Single(known => known.Id == format));

    // The program may run where no culture's data are installed: what differs between them is set here by hand.
    private static CultureInfo Culture(string name)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        if (name == "ru-RU")
        {
            culture.NumberFormat.NumberDecimalSeparator = ",";
            culture.NumberFormat.NumberGroupSeparator = "\u00a0";
            culture.NumberFormat.NegativeSign = "\u2212";
            culture.NumberFormat.NaNSymbol = "не число";
            culture.NumberFormat.PositiveInfinitySymbol = "∞";
            culture.NumberFormat.PercentDecimalSeparator = ",";
        }
        else if (name == "en-US")
        {
            culture.NumberFormat.NaNSymbol = "NaN";
            culture.NumberFormat.PositiveInfinitySymbol = "∞";
            culture.NumberFormat.NegativeInfinitySymbol = "-∞";
        }

        return culture;
    }

    // HTML's void elements have no end; XML's parser wants one.
    private static string Closed(string html) => html
        .Replace("<!DOCTYPE html>", "", StringComparison.Ordinal)
        .Replace("<meta charset=\"utf-8\">", "<meta charset=\"utf-8\"/>", StringComparison.Ordinal)
        .Replace("<meta name=\"viewport\" content=\"width=device-width\">", "", StringComparison.Ordinal);
}
