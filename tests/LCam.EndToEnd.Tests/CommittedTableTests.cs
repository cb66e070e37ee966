using System.Globalization;

namespace LCam.EndToEnd.Tests;

/// <summary>What the committed tables must show, whenever they are made anew.</summary>
public sealed class CommittedTableTests
{
    // AD and IC at 50 % and at 15 %, behind the method and the two columns at 100 %.
    private const int FirstMuted = 4;

    [Fact]
    public void Every_l_cam_model_and_both_grad_cams_of_the_quickstart_beat_the_random_map()
    {
        var groups = Rows("quickstart.md").Aggregate(new List<List<string[]>>(), (groups, row) =>
        {
            if (row[1].StartsWith("**", StringComparison.Ordinal))
            {
                groups.Add([]);
            }
            else
            {
                groups[^1].Add(row);
            }

            return groups;
        });
        Assert.Equal(2, groups.Count);
        foreach (var group in groups)
        {
            var random = Assert.Single(group, row => row[1] == "Random map");
            var controls = group.FindIndex(row => row[1] == "*Controls*");
            var compared = group.Take(controls).Where(row => row[1].StartsWith("L-CAM", StringComparison.Ordinal) || row[1].StartsWith("Grad-CAM", StringComparison.Ordinal)).ToList();
            Assert.InRange(compared.Count, 6, 8);
            foreach (var row in compared)
            {
                foreach (var drop in (int[])[FirstMuted, FirstMuted + 2])
                {
                    Assert.True(Number(row[drop]) < Number(random[drop]), string.Join('|', row));
                    Assert.True(Number(row[drop + 1]) > Number(random[drop + 1]), string.Join('|', row));
                }
            }
        }
    }

    [Fact]
    public void In_the_sanity_check_only_what_looks_at_the_network_ever_changes()
    {
        var rows = Rows("sanity-quickstart.md").Where(row => row.Length > 6 && row[1] is not ("Method" or "*Controls*")).ToList();
        Assert.Equal(4 * 11, rows.Count);
        foreach (var row in rows)
        {
            var blind = row[1] is "Random map" or "Centred Gaussian" || row[1].StartsWith("All ones", StringComparison.Ordinal);
            var values = row[2..^2].Where(cell => cell != "–").Select(Number).ToList();
            Assert.True(blind ? values.All(value => value == 1) : values[^1] < 0.85, string.Join('|', row));
        }
    }

    private static IEnumerable<string[]> Rows(string table) => File
        .ReadLines(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "results", table)))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Method", StringComparison.Ordinal))
        .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray());

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
