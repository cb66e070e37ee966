using System.IO.Abstractions;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Specs;
using LCam.Experiments.Tests.Specs;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Experiments.Tests.Planning;

/// <summary>What a run would refuse is found by reading the spec, or by planning it.</summary>
public sealed class RefusedPlanTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-refused-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("matrix.percentage=[0, 0.000001]", "--set matrix.percentage: a percentage of 1E-06 mutes less than one of the 224x224 pixels of the evaluation's crop (give 0, or 2E-05 or more)")]
    [InlineData("matrix.percentage=[0.3, 0.30000000000000004]", "--set matrix.percentage: the percentages 0.3 and 0.30000000000000004 would both be called 70 % in tables (leave one out)")]
    [InlineData("matrix.percentage=[0.5, 0.99999, 1]", "--set matrix.percentage: the percentages 0.99999 and 1 would both be called 0 % in tables (leave one out)")]
    public void Percentages_that_no_evaluation_or_table_could_take_are_errors(string set, string problem) =>
        Assert.Equal([problem], SpecFixture.ProblemsOf(SpecFixture.Good, set).Select(found => found.ToString()));

    [Fact]
    public void They_are_found_where_they_stand() => Assert.Equal(
        "experiments/test.yaml:13:matrix.include[0].percentage",
        Assert.Single(SpecFixture.ProblemsOf(SpecFixture.Good + "\n  include: [ { backbone: vgg16, variant: img-7x7, loss: lcam, seed: 1, percentage: 0.00001 } ]")).Where);

    [Fact]
    public void The_smallest_percentage_that_is_told_is_enough() => Assert.NotEmpty(SpecFixture.Read(SpecFixture.Good, "matrix.percentage=[0.00002]").Matrix.Percentages);

    [Fact]
    public void A_classifier_is_trained_on_batches_and_on_more_than_one_image()
    {
        Assert.Contains("'1' is not a whole number from 2 to 65536", Assert.Single(SpecFixture.ProblemsOf(Shapes("batch-size: 1", "24"))).What, StringComparison.Ordinal);
        Assert.Contains("one image", Assert.Single(SpecFixture.ProblemsOf(Shapes("epochs: 1", "1"))).What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_classes_of_a_weight_file_are_the_specs_where_it_does_not_say()
    {
        WriteWeights(classes: 4);
        var spec = Read("");
        Assert.Equal(4, spec.Backbones[0].Classes);
        Assert.Equal(("4", "the weight file"), (spec.Resolved["backbones.resnet18.classes"], spec.Origins["backbones.resnet18.classes"]));
        Assert.DoesNotContain(Plan(spec).Problems, problem => problem.Where.EndsWith("weights", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_is_found_in_a_store_without_the_weight_file_that_tells_the_classes()
    {
        WriteWeights(classes: 4);
        var there = Assert.Single(CellsOf(Read("")));
        File.Delete(PathOf("weights.safetensors"));
        Assert.Equal(there, Assert.Single(CellsOf(Read(""))));
        Assert.NotEqual(there, Assert.Single(CellsOf(Read(", classes: 4"))));
    }

    [Theory]
    [InlineData(", classes: 1000", "weights.safetensors has 4 classes, the spec 1000 (write classes: 4, or name another file)")]
    [InlineData(", width: 0.5", "is of another network than resnet18 of width 0.5")]
    public void A_plan_finds_a_weight_file_of_another_network(string keys, string words)
    {
        WriteWeights(classes: 4);
        var plan = Plan(Read(keys));
        var problem = Assert.Single(plan.Problems, problem => problem.Where.EndsWith(":4:backbones.resnet18.weights", StringComparison.Ordinal));
        Assert.Contains(words, problem.ToString(), StringComparison.Ordinal);
        Assert.Equal(ProblemKind.InvalidInput, plan.ProblemKind);
    }

    [Fact]
    public void A_plan_finds_a_file_of_masks_that_are_too_few()
    {
        WriteWeights(classes: 4);
        using (var masks = new StateDict())
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            masks.AddCopy("grid", TorchSharp.torch.zeros(5, 7, 7));
            masks.AddCopy("shifts_xy", TorchSharp.torch.zeros(5, 2));
            SafetensorsFile.Write(PathOf("masks.safetensors"), masks);
        }

        var plan = Plan(Read("", "\ncompare: [rise]\nexplainers: { rise: { masks: 6, mask-file: masks.safetensors } }"));
        var problems = plan.Problems.Where(problem => problem.Where.EndsWith(":7:explainers.rise.mask-file", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, problems.Count);
        Assert.Contains("grid has shape (5,7,7), at least (6,7,7) is asked for", problems[0].What, StringComparison.Ordinal);
        Assert.Equal(ProblemKind.InvalidInput, plan.ProblemKind);
    }

    [Fact]
    public void A_plan_finds_a_weight_file_that_is_none()
    {
        File.WriteAllText(PathOf("weights.safetensors"), "no weights");
        Assert.Equal(ProblemKind.InvalidInput, Plan(Read("")).ProblemKind);
    }

    private static string Shapes(string classifier, string train) =>
        $$"""
        name: test
        data: { shapes: { folder: data, train: {{train}} } }
        backbones: { vgg16: { weights: train, classifier: { {{classifier}} } } }
        matrix: { backbone: vgg16, variant: fm, loss: lcam, seed: 1 }
        """;

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private void WriteWeights(int classes)
    {
        using var network = Backbones.Create(new BackboneOptions("resnet18", classes, 0.125));
        using var weights = StateDict.CopyOf(network);
        SafetensorsFile.Write(PathOf("weights.safetensors"), weights);
    }

    private ExperimentSpec Read(string keys, string more = "")
    {
        File.WriteAllText(PathOf("spec.yaml"),
            $$"""
            name: test
            data: { train: { images: none, list: none.txt }, evaluation: { images: none, list: none.txt } }
            backbones:
              resnet18: { weights: weights.safetensors{{(keys.Contains("width", StringComparison.Ordinal) ? keys : ", width: 0.125" + keys)}} }
            matrix: { backbone: resnet18, variant: fm, loss: lcam, seed: 1 }{{more}}
            """);
        return SpecReader.Read(PathOf("spec.yaml"), [], _ => null, new FileSystem());
    }

    private static IEnumerable<string> CellsOf(ExperimentSpec spec) =>
        CellExpansion.Expand(spec).Select(cell => CanonicalJson.Hash(new StageIdentities(null).Settings(cell)));

    private static ExperimentPlan Plan(ExperimentSpec spec) =>
        new Planner(null, new InputCatalog(null, null, CancellationToken.None), new ExecutionSettings("cpu", 1), HostIdentity.Current(), TimeProvider.System).Plan(spec);
}
