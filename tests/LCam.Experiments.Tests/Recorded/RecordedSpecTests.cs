using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Recorded;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Specs;
using LCam.Problems;

namespace LCam.Experiments.Tests.Recorded;

/// <summary>The spec of a recorded experiment is read as it was run, or not at all.</summary>
public sealed class RecordedSpecTests
{
    private const string Spec = "/project/experiments/a.yaml";
    private const string Extended = "/project/experiments/parts/base.yaml";

    private readonly MockFileSystem _files = new(
        new Dictionary<string, MockFileData>
        {
            [Spec] = new("extends: parts/base.yaml\nname: a\n"),
            [Extended] = new(SpecFixture.Good),
        },
        "/project");

    [Fact]
    public void What_the_command_line_said_then_holds_again()
    {
        var spec = Read("""{"name":{"origin":"a.yaml:2","value":"a"},"training.epochs":{"origin":"--set training.epochs","value":"3"}}""");
        Assert.Equal(("a", 3), (spec.Name, spec.Cells[0].Training.Epochs));
        Assert.Equal([Extended], spec.Extended);
    }

    [Theory]
    [InlineData(Spec)]
    [InlineData(Extended)]
    public void A_spec_of_which_any_file_is_another_is_refused(string changed)
    {
        var text = SpecSources.TextOf(Spec, _files);
        _files.File.AppendAllText(changed, "\n# more\n");
        Assert.Contains("is not the one that was run", Assert.Throws<ProblemException>(() => Read("{}", text)).Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_of_which_a_file_is_gone_is_refused_by_its_name()
    {
        var text = SpecSources.TextOf(Spec, _files);
        _files.File.Delete(Extended);
        Assert.Contains("parts/base.yaml", Assert.Throws<ProblemException>(() => Read("{}", text)).Problems[0].ToString(), StringComparison.Ordinal);
        _files.File.Delete(Spec);
        Assert.Contains("is gone", Assert.Throws<ProblemException>(() => Read("{}", text)).Problems[0].What, StringComparison.Ordinal);
    }

    private ExperimentSpec Read(string resolved, string? text = null) =>
        RecordedSpec.Read(new ExperimentRecord("a", Spec, text ?? SpecSources.TextOf(Spec, _files), resolved), Spec, _ => null, _files);
}
