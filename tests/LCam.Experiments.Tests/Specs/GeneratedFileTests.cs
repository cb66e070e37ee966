using System.Runtime.CompilerServices;
using LCam.Experiments.Auditing;
using LCam.Experiments.Specs;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Schema;

namespace LCam.Experiments.Tests.Specs;

/// <summary>Files that are made from the tables of keys, measures and checks. With LCAM_UPDATE_GENERATED=1 these tests write them.</summary>
public sealed class GeneratedFileTests
{
    [Fact]
    public void The_schema_for_editors_is_up_to_date() => Compare(InRepository("experiments", "spec.schema.json"), _ => SpecSchema.Generate());

    [Fact]
    public void The_reference_of_keys_is_up_to_date() =>
        Compare(InRepository("docs", "spec.md"), text => Between(text, "keys", KeyReference.Generate()));

    [Fact]
    public void The_reference_of_measures_is_up_to_date() =>
        Compare(InRepository("docs", "measures.md"), text => Between(text, "measures", MeasureReference.Generate()));

    [Fact]
    public void The_reference_of_audit_findings_is_up_to_date() =>
        Compare(InRepository("docs", "audit.md"), text => Between(text, "findings", AuditReference.Generate()));

    [Theory]
    [InlineData("img_dir")]
    [InlineData("root_dir")]
    [InlineData("train_list")]
    [InlineData("test_list")]
    [InlineData("batch_size (training)")]
    [InlineData("batch_size (evaluation)")]
    [InlineData("input_size")]
    [InlineData("crop_size")]
    [InlineData("arch")]
    [InlineData("lr")]
    [InlineData("epoch")]
    [InlineData("snapshot_dir")]
    [InlineData("percentage")]
    [InlineData("num_workers")]
    [InlineData("disp_interval")]
    [InlineData("num_classes")]
    [InlineData("resume")]
    public void Every_parameter_of_the_reference_has_a_key(string parameter) =>
        Assert.Contains(SpecKeys.All, key => key.Reference.Split(", ").Contains(parameter));

    [Theory]
    [InlineData("paper-vgg16.yaml", 6)]
    [InlineData("paper-resnet50.yaml", 4)]
    [InlineData("paper-pretrained.yaml", 5)]
    [InlineData("imagenet-mini-resnet50.yaml", 4)]
    [InlineData("ablation-loss.yaml", 16)]
    [InlineData("ablation-quirks.yaml", 16)]
    [InlineData("seeds.yaml", 20)]
    public void The_experiments_that_come_with_the_program_are_right(string file, int cells)
    {
        var spec = SpecReader.Read(InRepository("experiments", file), [], _ => null, new System.IO.Abstractions.FileSystem());
        Assert.Equal(Path.GetFileNameWithoutExtension(file), spec.Name);
        Assert.Equal(cells, CellExpansion.Expand(spec).Count);
    }

    private static string Between(string text, string marks, string generated)
    {
        var (start, end) = ($"<!-- {marks}: generated -->\n", $"<!-- {marks}: end -->");
        return text[..(text.IndexOf(start, StringComparison.Ordinal) + start.Length)] + generated + text[text.IndexOf(end, StringComparison.Ordinal)..];
    }

    private static void Compare(string path, Func<string, string> generate)
    {
        var committed = File.Exists(path) ? File.ReadAllText(path) : "";
        var generated = generate(committed);
        if (Environment.GetEnvironmentVariable("LCAM_UPDATE_GENERATED") == "1")
        {
            File.WriteAllText(path, generated);
            return;
        }

        Assert.Equal(generated, committed);
    }

    private static string InRepository(string folder, string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", folder, file));
}
