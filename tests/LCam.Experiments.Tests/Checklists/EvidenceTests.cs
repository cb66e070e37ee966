using System.Text.RegularExpressions;
using LCam.Experiments.Checklists;
using LCam.Experiments.Outputs;
using LCam.Experiments.Results.Layout;
using LCam.Experiments.Specs;
using LCam.Experiments.Tests.Crates;
using LCam.Problems;
using Snapshooter;
using Snapshooter.Xunit;
using YamlDotNet.RepresentationModel;

namespace LCam.Experiments.Tests.Checklists;

/// <summary>Evidence in the forms that venues ask for says what the store knows and marks what it does not.</summary>
public sealed partial class EvidenceTests
{
    private static readonly string[] Written = ["neurips", "codecheck", "cards"];

    public static TheoryData<string> Forms { get; } = [.. Written];

    /// <summary>The snapshots that the forms have.</summary>
    internal static IEnumerable<string> Names =>
        Written.Select(form => $"{nameof(EvidenceTests)}.{nameof(Each_form_answers_from_the_store_and_marks_what_it_cannot)}_{form}");

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_answers_from_the_store_and_marks_what_it_cannot(string format)
    {
        using var made = new MadeUpExperiment("img cross-entropy");
        Snapshot.Match(string.Join('\n', Write(made, format).Select(document => $"==== {document.FileName}\n{document.Text}")), SnapshotNameExtension.Create(format));
    }

    [Fact]
    public void A_codecheck_configuration_has_all_that_version_2_asks_for()
    {
        using var made = new MadeUpExperiment();
        var text = Write(made, "codecheck", new EvidenceOptions([("Josiah \"Joe\" Carberry\u2028\u202e\u001b: #1", "https://orcid.org/0000-0002-1825-0097"), ("Another", null)], "A title: with\n'both' \\ \"quotes\"", "https://doi.org/10.5555/1"))[0].Text;
        Assert.StartsWith("---\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text, character => character is '\u202e' or '\u001b' or '\u2028');
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var root = (YamlMappingNode)stream.Documents.Single().RootNode;
        Assert.Equal("https://codecheck.org.uk/spec/config/2.0/", Text(root["version"]));
        Assert.Equal(["a table.md"], Items(root["manifest"]).Select(file => Text(file["file"])));
        Assert.Contains("lcam run \"a spec #1 100%.yaml\"", Text(Items(root["manifest"])[0]["comment"]), StringComparison.Ordinal);
        Assert.Equal(("A title: with\n'both' \\ \"quotes\"", "https://doi.org/10.5555/1"), (Text(root["paper"]["title"]), Text(root["paper"]["reference"])));
        Assert.Equal(["Josiah \"Joe\" Carberry\u2028\u202e\u001b: #1", "Another"], Items(root["paper"]["authors"]).Select(author => Text(author["name"])));
        Assert.Equal(["0000-0002-1825-0097", "TODO: 0000-0000-0000-0000"], Items(root["paper"]["authors"]).Select(author => Text(author["ORCID"])));
        Assert.All(Items(root["codechecker"])[0].Children.Values.Concat([root["report"], root["summary"], root["certificate"]]), open => Assert.StartsWith("TODO: ", Text(open), StringComparison.Ordinal));
    }

    [Fact]
    public void A_codecheck_names_files_below_its_folder_alone_and_only_those_that_are_there()
    {
        using var made = new MadeUpExperiment();
        var writer = new EvidenceWriter(made.Store);
        string Refused(ExperimentSpec spec, string folder) => string.Join('\n', Assert.Throws<ProblemException>(() => writer.Write(spec, EvidenceWriter.Codecheck, EvidenceOptions.None, folder)).Problems);
        Assert.Contains("it writes no file that could be checked (give output.table)", Refused(made.Spec, made.PathOf("")), StringComparison.Ordinal);
        var spec = made.Spec with { Table = Output(made, "a table.md"), Plot = Output(made, "plot.svg") };
        Assert.Equal(2, Regex.Count(Refused(spec, made.PathOf("")), " is not there "));
        Assert.Equal(2, Regex.Count(Refused(spec, made.PathOf("inner")), " is not below "));
    }

    [Fact]
    public void Class_folders_are_told_as_folders_and_are_no_file_of_a_crate()
    {
        string Part(string name, int count) => $$"""
            "{{name}}":{"count":{{count}},"folder":"/photos","limit":null,"list":"labels:folders part={{name}} share=0.5 seed=7","list-sha256":"{{new string('d', 64)}}","root":"{{new string(name[0], 64)}}"}
            """.Trim();
        using var made = new MadeUpExperiment(inputs: $"{{{Part("evaluation", 4)},{Part("train", 2)}}}");
        var checklist = Write(made, "markdown")[0].Text;
        Assert.Contains("The images of the set evaluation are a part of a folder of class folders: each image is for evaluation with the chance 0.5, by its path and the seed 7", checklist, StringComparison.Ordinal);
        Assert.DoesNotContain("that no image is in both", checklist, StringComparison.Ordinal);
        Assert.DoesNotContain("labels:folders", checklist, StringComparison.Ordinal);
        made.Export("crate");
        Assert.Empty(CrateRules.Broken(made.PathOf("crate")));
        var metadata = File.ReadAllText(Path.Combine(made.PathOf("crate"), "ro-crate-metadata.json"));
        Assert.DoesNotContain("labels:folders", metadata, StringComparison.Ordinal);
        Assert.Contains("labelled by the folders that they lie in", metadata, StringComparison.Ordinal);
    }

    [Fact]
    public void Compute_names_processor_and_GPUs()
    {
        using var made = new MadeUpExperiment(environment: MadeUpExperiment.Environment.Replace("\"libtorch\"", "\"gpu\":{\"driver\":\"1\",\"models\":[\"A GPU\",\"A GPU\"]},\"libtorch\"", StringComparison.Ordinal));
        Assert.Contains("(A processor, 2 A GPU): 14 runs, of which 0 failed", Write(made, "neurips")[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097")]
    [InlineData("https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X")]
    [InlineData("https://orcid.org/0000-0002-1825-0098", null)]
    [InlineData("https://orcid.org/0000-0002-1825", null)]
    [InlineData("https://example.org/0000-0002-1825-0097", null)]
    [InlineData(null, null)]
    public void An_identifier_is_one_whose_checksum_is_right(string? address, string? id) => Assert.Equal(id, Orcid.Of(address));

    [Fact]
    public void A_document_is_lcams_until_somebody_fills_it_in()
    {
        using var made = new MadeUpExperiment();
        foreach (var (format, kind) in new[] { ("neurips", OutputKinds.Neurips), ("codecheck", OutputKinds.Codecheck), ("cards", OutputKinds.Card) })
        {
            var text = Write(made, format)[0].Text;
            var path = made.PathOf(format);
            File.WriteAllText(path, text);
            Assert.True(kind.Wrote(path), format);
            File.WriteAllText(path, text.Replace("TODO", "done", StringComparison.Ordinal).Replace("author", "me", StringComparison.Ordinal));
            Assert.False(kind.Wrote(path), format);
            File.WriteAllText(path, "notes\n" + text);
            Assert.False(kind.Wrote(path), format);
        }
    }

    [Fact]
    public void Any_text_is_set_in_LaTeX_as_it_is_and_is_never_a_command()
    {
        var text = LatexText.Portable(string.Concat(Enumerable.Range(1, 0x250).Select(code => (char)code)) + "中\U0001F600");
        var bare = Command().Replace(text, "");
        Assert.DoesNotContain(bare, character => "\\{}$&#%_^~<>|\"".Contains(character, StringComparison.Ordinal) || char.IsControl(character));
        Assert.EndsWith("[U+4E2D][U+1F600]", text.Replace("\\allowbreak{}", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', LatexText.Comment("a\nb\u2028c\rd"));
    }

    private static IReadOnlyList<EvidenceDocument> Write(MadeUpExperiment made, string format, EvidenceOptions? options = null)
    {
        File.WriteAllText(made.PathOf("a table.md"), "");
        return new EvidenceWriter(made.Store).Write(
            made.Spec with { Table = Output(made, "a table.md") }, EvidenceWriter.Formats.Single(known => known.Id == format), options ?? EvidenceOptions.None, made.PathOf(""));
    }

    private static SpecPath Output(MadeUpExperiment made, string name) => made.Spec.Data.Evaluation!.List with { Written = name, Where = "spec.yaml:1:output", Resolved = made.PathOf(name), Unresolved = null };

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static List<YamlMappingNode> Items(YamlNode node) => [.. ((YamlSequenceNode)node).Children.Cast<YamlMappingNode>()];

    // What LatexText writes for characters, and math for four of them.
    [GeneratedRegex(@"\\(textbackslash|textasciicircum|textasciitilde|textless|textgreater|textbar|textquotedbl|allowbreak)\{\}|\\[{}$&#%_]|\$\\(pm|times|leq|geq)\$|\$-\$")]
    private static partial Regex Command();
}
