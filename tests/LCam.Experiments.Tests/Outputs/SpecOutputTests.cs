using LCam.Experiments.Outputs;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Tests.Specs;

namespace LCam.Experiments.Tests.Outputs;

public sealed class SpecOutputTests
{
    private static readonly string[] Written = ["output.table", "output.plot", "output.store", "tables.*.output"];

    [Fact]
    public void Every_path_that_a_spec_gives_is_an_input_but_for_the_store_and_what_a_run_writes()
    {
        var spec = SpecFixture.Read(SpecFixture.Good.Replace("vgg16.pth }", "vgg16.pth, train-list: own.txt }", StringComparison.Ordinal).Replace("../lists/val.txt }", "../lists/val.txt, masks: masks }", StringComparison.Ordinal) + """

            compare: [rise]
            explainers: { rise: { mask-file: masks.npy } }
            output: { table: t.md, store: st }
            tables: { x: { rows: [method], output: x.md, reference: published.yaml } }
            """);
        Assert.Equal(
            ["backbones.resnet50.weights", "backbones.vgg16.train-list", "backbones.vgg16.weights", "data.evaluation.images", "data.evaluation.list", "data.evaluation.masks", "data.train.images", "data.train.list", "explainers.rise.mask-file", "tables.x.reference"],
            spec.Inputs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_key_that_is_a_path_is_forgotten()
    {
        string[] inputs =
        [
            "data.shapes.folder", "data.train.images", "data.train.list", "data.train.lock", "data.evaluation.images", "data.evaluation.list", "data.evaluation.lock", "data.evaluation.masks", "data.names",
            "backbones.*.weights", "backbones.*.features", "backbones.*.head", "backbones.*.train-list", "explainers.rise.mask-file", "tables.*.reference", "extends", "attentions",
        ];
        Assert.Equal(
            inputs.Concat(Written).Order(StringComparer.Ordinal),
            SpecKeys.All.Where(key => key.Rule.Kind == ValueKind.Path).Select(key => key.Path).Order(StringComparer.Ordinal));

        // The embedded data set is made where it is absent: it is read, and written.
        Assert.Equal(Written.Append("data.shapes.folder").Order(StringComparer.Ordinal), OutputKeys.All.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_run_s_outputs_are_its_tables_its_plot_and_its_seal()
    {
        var spec = SpecFixture.Read(SpecFixture.Good + """

            output: { table: t.md }
            tables: { x: { rows: [method], output: x.md } }
            """);
        Assert.Equal(
            ["t.md table", "x.md table", "test.seal.json seal"],
            new OutputGuard(false).AddOutputsOf(spec).Outputs.Select(output => $"{Path.GetFileName(output.Path)} {output.Kind.Name}"));
    }
}
