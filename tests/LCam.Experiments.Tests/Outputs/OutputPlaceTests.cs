using System.IO.Abstractions;
using LCam.Experiments.Outputs;
using LCam.Experiments.Resilience;
using LCam.Problems;

namespace LCam.Experiments.Tests.Outputs;

/// <summary>What is judged is what is written.</summary>
public sealed class OutputPlaceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-outputs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_link_in_a_folder_that_a_link_leads_to_is_followed_from_where_it_really_is()
    {
        _folder.CreateSubdirectory("real/inner");
        Link("inner", "real/inner");
        Link("real/inner/table.md", "../table.md");

        Write("inner/table.md");

        Assert.Equal("table", File.ReadAllText(In("real/table.md")));
        Assert.False(File.Exists(In("table.md")));
        Assert.Equal("../table.md", new FileInfo(In("real/inner/table.md")).LinkTarget);
    }

    [Fact]
    public void An_input_that_such_a_link_leads_to_is_protected()
    {
        _folder.CreateSubdirectory("real/inner");
        Link("inner", "real/inner");
        File.WriteAllText(In("real/list.txt"), "input");
        Link("table.md", "inner/../list.txt");

        var problem = Assert.Single(new OutputGuard(force: true).Protect("the list", In("real/list.txt")).Add("--output", In("table.md"), OutputKinds.Table).Problems());

        Assert.Contains("is the list, which the table would replace", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_lead_in_a_circle_lead_nowhere()
    {
        Link("a", "b");
        Link("b", "a");
        Assert.Contains("leads nowhere", Assert.Throws<ProblemException>(() => OutputPlace.Of(In("a"), "--output")).Message, StringComparison.Ordinal);
    }

    // The runtime takes ".." for text wherever it opens a path: so does the judgement.
    [Fact]
    public void Two_points_behind_a_link_name_what_is_beside_the_link()
    {
        _folder.CreateSubdirectory("real/inner");
        Link("inner", "real/inner");
        File.WriteAllText(In("list.txt"), "input");

        Assert.NotEmpty(new OutputGuard(force: true).Protect("the list", In("list.txt")).Add("--output", In("inner/../list.txt"), OutputKinds.Table).Problems());
        Write("inner/../table.md");

        Assert.True(File.Exists(In("table.md")));
        Assert.False(File.Exists(In("real/table.md")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_replaced_through_a_link_leaves_the_link(bool dangling)
    {
        _folder.CreateSubdirectory("elsewhere");
        Link("runs.zip", "elsewhere/runs.zip");
        if (!dangling)
        {
            File.WriteAllText(In("elsewhere/runs.zip"), "old");
        }

        new FileSystem().Replace(In("runs.zip"), stream => stream.Write("new"u8));

        Assert.Equal("elsewhere/runs.zip", new FileInfo(In("runs.zip")).LinkTarget);
        Assert.Equal("new", File.ReadAllText(In("elsewhere/runs.zip")));
        Assert.Single(Directory.GetFileSystemEntries(In("elsewhere")));
    }

    // A store may be from elsewhere: its files never lead a worker out of it.
    [Theory]
    [InlineData("stage.json")]
    [InlineData("stage.json.partial")]
    public void A_link_among_a_store_s_own_files_is_replaced_and_not_followed(string name)
    {
        File.WriteAllText(In("kept"), "kept");
        Link(name, "kept");

        new FileSystem().Replace(In("stage.json"), stream => stream.Write("new"u8), In("stage.json.partial"));

        Assert.Equal(("kept", "new"), (File.ReadAllText(In("kept")), File.ReadAllText(In("stage.json"))));
        Assert.Null(new FileInfo(In("stage.json")).LinkTarget);
    }

    private void Write(string path)
    {
        var guard = new OutputGuard(force: false).Add("--output", In(path), OutputKinds.Table);
        guard.Check();
        guard.Write(guard.Outputs[0], "table");
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(In(name), target);

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
