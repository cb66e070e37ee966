using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Outputs;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Tests.Specs;

public sealed class SpecExtensionTests
{
    [Fact]
    public void Maps_are_merged_lists_and_values_replaced_and_null_removes()
    {
        var spec = Read(("a.yaml", "extends: parts/base.yaml\nname: a\nbackbones: { resnet50: null }\nmatrix: { backbone: [vgg16], variant: [fm] }\ntraining: { epochs: 3 }"), ("parts/base.yaml", SpecFixture.Good + "\ntraining: { epochs: 2, batch-size: 4 }"));
        Assert.Equal("a", spec.Name);
        Assert.Equal(["vgg16"], spec.Backbones.Select(backbone => backbone.Name));
        Assert.Equal(4, CellExpansion.Expand(spec).Count);
        Assert.Equal((3, 4), (spec.Cells[0].Training.Epochs, spec.Cells[0].Training.BatchSize));
    }

    [Fact]
    public void Every_value_keeps_its_file_and_line_and_a_path_the_folder_of_its_file()
    {
        var spec = Read(("a.yaml", "extends: parts/base.yaml\nname: a"), ("parts/base.yaml", SpecFixture.Good));
        Assert.Equal("experiments/a.yaml:2", spec.Origins["name"]);
        Assert.Equal("experiments/parts/base.yaml:12", spec.Origins["matrix.seed"]);
        Assert.Equal("/project/experiments/lists/val.txt", spec.Data.Evaluation!.List.Resolved);
        Assert.Equal(["/project/experiments/parts/base.yaml"], spec.Extended);
    }

    [Fact]
    public void Of_several_files_the_later_ones_say_what_holds()
    {
        var spec = Read(("a.yaml", "extends: [b.yaml, c.yaml]\nname: a"), ("b.yaml", SpecFixture.Good), ("c.yaml", "extends: d.yaml\nmatrix: { loss: lcam }"), ("d.yaml", "matrix: { loss: cross-entropy, seed: 5 }"));
        Assert.Equal(("lcam", "5"), (spec.Cells[0].AxisValues["loss"], spec.Cells[0].AxisValues["seed"]));
    }

    [Theory]
    [InlineData("extends: b.yaml", "extends: a.yaml", "experiments/b.yaml:1:extends: a spec cannot extend itself: experiments/a.yaml -> experiments/b.yaml -> experiments/a.yaml (leave one of these out)")]
    [InlineData("extends: a.yaml", "", "experiments/a.yaml:1:extends: a spec cannot extend itself: experiments/a.yaml -> experiments/a.yaml (leave one of these out)")]
    [InlineData("extends: bb.yaml", "", "experiments/a.yaml:1:extends: experiments/bb.yaml: there is no spec at /project/experiments/bb.yaml (did you mean 'b.yaml'?)")]
    [InlineData("extends: ${B}/b.yaml", "", "experiments/a.yaml:1:extends: '${B}/b.yaml' is not a path without variables (name the file relative to this one)")]
    [InlineData("extends: b.yaml", "- 1", "experiments/a.yaml:1:extends: experiments/b.yaml:1 is a list, where a map of keys is expected (a spec is a map of keys)")]
    [InlineData("extends: b.yaml", "training: { epochs: none }", "experiments/b.yaml:1:training.epochs: 'none' is not a whole number")]
    public void What_is_wrong_with_a_file_that_is_extended_is_named_with_its_place(string extends, string other, string problem)
    {
        var error = Assert.Throws<ProblemException>(() => Read(("a.yaml", extends + "\n" + SpecFixture.Good), ("b.yaml", other)));
        Assert.Contains(error.Problems, one => one.ToString().StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void The_key_cannot_be_set()
    {
        var error = Assert.Throws<ProblemException>(() => SpecFixture.Read(SpecFixture.Good, "extends=b.yaml"));
        Assert.StartsWith("--set extends: 'extends' cannot be set", error.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_an_extended_file_shows_in_the_text_that_is_kept()
    {
        var files = Files(("a.yaml", "extends: b.yaml\nname: a"), ("b.yaml", SpecFixture.Good));
        var before = SpecSources.TextOf("experiments/a.yaml", files);
        files.File.WriteAllText("/project/experiments/b.yaml", SpecFixture.Good + "\ntraining: { epochs: 3 }");
        var after = SpecSources.TextOf("experiments/a.yaml", files);
        Assert.NotEqual(before, after);
        Assert.True(SpecSources.HasSameFirst(before, after));
        Assert.Contains("\n# ---- b.yaml ----\n# name: test\n", before, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_a_spec_that_extends_nothing_is_its_own()
    {
        Assert.Equal(SpecFixture.Good, SpecSources.TextOf("experiments/a.yaml", Files(("a.yaml", SpecFixture.Good))));
    }

    [Fact]
    public void No_output_replaces_a_file_that_is_extended()
    {
        var spec = Read(("a.yaml", "extends: b.yaml\nname: a\noutput: { table: b.yaml }"), ("b.yaml", SpecFixture.Good));
        Assert.Contains("a file that the spec extends", new OutputGuard(true).ProtectInputs(spec, null).AddOutputsOf(spec).Problems()[0].What, StringComparison.Ordinal);
    }

    private static MockFileSystem Files(params (string Name, string Text)[] files) =>
        new(files.ToDictionary(file => "/project/experiments/" + file.Name, file => new MockFileData(file.Text)), "/project");

    private static ExperimentSpec Read(params (string Name, string Text)[] files) => SpecReader.Read("experiments/a.yaml", [], _ => null, Files(files));
}
