using System.IO.Compression;
using LCam.Experiments.Outputs;
using LCam.Experiments.Results;
using LCam.Experiments.Tests.Crates;
using LCam.Experiments.Tests.Results;

namespace LCam.Experiments.Tests.Outputs;

/// <summary>lcam knows its own files again, and takes nothing else for them.</summary>
public sealed class OutputKindTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-outputs-");

    public static TheoryData<string, string> Tables
    {
        get
        {
            var all = new TheoryData<string, string>();
            HostileTables.All.Keys.ToList().ForEach(kind => TableFormats.All.ToList().ForEach(format => all.Add(kind, format.Id)));
            return all;
        }
    }

    public static TheoryData<string> Committed =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository(), "results"), "*.md").Select(path => Path.GetFileName(path)!)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_table_in_any_format_is_known_and_its_neighbours_are_not(string kind, string format)
    {
        var text = HostileTables.All[kind]().Render(TableFormats.All.First(known => known.Id == format));
        Assert.True(Wrote(OutputKinds.Table, text));
        Assert.False(Wrote(OutputKinds.Table, "notes\n" + text));
        Assert.False(Wrote(OutputKinds.Table, text[..10]));
        Assert.All(new[] { OutputKinds.Plot, OutputKinds.Checklist, OutputKinds.Seal, OutputKinds.Signature, OutputKinds.Archive, OutputKinds.Crate }, other => Assert.False(Passes(other, text)));
    }

    // A clean clone has them, and no store that would know.
    [Theory]
    [MemberData(nameof(Committed))]
    public void A_committed_table_is_known_without_a_store(string file) =>
        Assert.True(OutputKinds.Table.Wrote(Path.Combine(Repository(), "results", file)));

    [Fact]
    public void The_committed_plot_is_known_and_another_picture_is_not()
    {
        Assert.True(OutputKinds.Plot.Wrote(Path.Combine(Repository(), "results", "sanity-quickstart.svg")));
        Assert.False(Wrote(OutputKinds.Plot, "<svg viewBox=\"0 0 10 10\" width=\"10\" height=\"10\" xmlns=\"http://www.w3.org/2000/svg\"><circle r=\"3\" /></svg>\n"));
    }

    [Fact]
    public void A_checklist_is_known() => Assert.True(Wrote(OutputKinds.Checklist, File.ReadAllText(
        Path.Combine(Repository(), "tests", "LCam.Experiments.Tests", "Checklists", "__snapshots__", "ChecklistTests.A_checklist_answers_from_the_store_and_marks_what_it_cannot.snap"))));

    [Theory]
    [InlineData("# notes\n\nText.\n")]
    [InlineData("# notes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")]
    [InlineData("# notes\n\n| a | b |\n| :-- | --: |\n| 1 | 2 |\n")]
    [InlineData("backbone,method\nvgg16,mine\n")]
    [InlineData("{ \"name\": \"mine\", \"version\": 1 }\n")]
    [InlineData("\\begin{table}\n")]
    [InlineData("<!DOCTYPE html>\n<html lang=\"en\">\n")]
    [InlineData("name: a spec\n")]
    [InlineData("train/00001.png 3\n")]
    [InlineData("{ \"format\": \"other-seal\", \"version\": 1 }\n")]
    [InlineData("-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n")]
    public void What_a_person_wrote_is_nobody_s(string text) => Assert.All(
        new[] { OutputKinds.Table, OutputKinds.Plot, OutputKinds.Checklist, OutputKinds.Seal, OutputKinds.Signature }, kind => Assert.False(Wrote(kind, text)));

    [Fact]
    public void A_crate_in_one_file_is_known_and_another_archive_is_not()
    {
        using var made = new MadeUpExperiment();
        made.Export("crate.zip");
        Assert.True(OutputKinds.Crate.Wrote(made.PathOf("crate.zip")));
        Assert.False(OutputKinds.Archive.Wrote(made.PathOf("crate.zip")));
        var other = Path.Combine(_folder.FullName, "other.zip");
        ZipFile.CreateFromDirectory(Path.Combine(Repository(), "datalist"), other);
        Assert.False(OutputKinds.Crate.Wrote(other));
        Assert.False(OutputKinds.Archive.Wrote(other));
    }

    private bool Wrote(OutputKind kind, string text)
    {
        var path = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(path, text);
        return kind.Wrote(path);
    }

    // What is no archive cannot be read as one.
    private bool Passes(OutputKind kind, string text)
    {
        try
        {
            return Wrote(kind, text);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static string Repository([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
