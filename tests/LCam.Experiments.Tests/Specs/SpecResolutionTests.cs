using System.Globalization;
using CsCheck;
using LCam.Experiments.Specs;
using LCam.Training;

namespace LCam.Experiments.Tests.Specs;

public sealed class SpecResolutionTests
{
    [Fact]
    public void An_unset_variable_in_a_path_does_not_stop_reading()
    {
        var spec = SpecFixture.Read(SpecFixture.Good);
        Assert.Null(spec.Data.Train!.Images.Resolved);
        Assert.Equal("${IMAGENET}/train", spec.Data.Train.Images.Written);
        Assert.Equal(
            "experiments/test.yaml:3:data.train.images: environment variable IMAGENET is not set (the path is '${IMAGENET}/train')",
            Assert.Single(spec.UnresolvedPaths).ToString());
    }

    [Theory]
    [InlineData("${A}/x", "/a/x")]
    [InlineData("${B:-/b}/x", "/b/x")]
    [InlineData("${EMPTY:-/b}/x", "/b/x")]
    [InlineData("$$A/$x", "/project/experiments/$A/$x")]
    [InlineData("../x/./y", "/project/x/y")]
    public void Paths_are_expanded_and_start_from_the_spec_file(string written, string expected)
    {
        var yaml = SpecFixture.Good.Replace("vgg16.pth", $"'{written}'", StringComparison.Ordinal);
        var spec = SpecFixture.Read(yaml, new Dictionary<string, string> { ["A"] = "/a", ["EMPTY"] = "" });
        Assert.Equal(expected, spec.Backbones[0].Weights!.Resolved);
    }

    [Fact]
    public void A_variable_may_hold_a_number()
    {
        var spec = SpecFixture.Read(SpecFixture.Good + "\ntraining: { epochs: '${EPOCHS:-3}' }");
        Assert.Equal(3, spec.Backbones[0].Training[Protocol.Reference].Epochs);
    }

    [Fact]
    public void Defaults_follow_architecture_and_protocol()
    {
        var spec = SpecFixture.Read(SpecFixture.Good);
        var vgg = spec.Backbones[0].Training[Protocol.Reference];
        var resnet = spec.Backbones[1].Training[Protocol.Corrected];
        Assert.Equal((8, 0.75, 1, 22), (vgg.Epochs, vgg.DecayFactor, vgg.DecayFirstEpoch, vgg.DecayLastEpoch));
        Assert.Equal((26, 0.95, 1, 12), (resnet.Epochs, resnet.DecayFactor, resnet.DecayFirstEpoch, resnet.DecayLastEpoch));
        Assert.Equal(QuirkOptions.For(Protocol.Reference), vgg.Quirks);
        Assert.Equal(QuirkOptions.For(Protocol.Corrected), resnet.Quirks);
    }

    [Fact]
    public void Every_value_knows_where_it_comes_from()
    {
        var spec = SpecFixture.Read(SpecFixture.Good + "\ntraining: { batch-size: 8 }", "training.epochs=2");
        Assert.Equal("experiments/test.yaml:13", spec.Origins["backbones.vgg16.training.batch-size"]);
        Assert.Equal("--set training.epochs", spec.Origins["backbones.vgg16.training.epochs"]);
        Assert.Equal("default of vgg16", spec.Origins["backbones.vgg16.training.decay.factor"]);
        Assert.Equal("default of protocol reference", spec.Origins["backbones.vgg16.training.quirks.training-dropout"]);
        Assert.Equal("default", spec.Origins["backbones.vgg16.training.momentum"]);
        Assert.Equal(spec.Resolved.Keys, spec.Origins.Keys);
    }

    [Fact]
    public void A_backbones_own_training_goes_before_the_specs()
    {
        var yaml = SpecFixture.Good.Replace("vgg16.pth", "vgg16.pth, training: { epochs: 3 }", StringComparison.Ordinal) + "\ntraining: { epochs: 5 }";
        Assert.Equal([3, 5], SpecFixture.Read(yaml).Backbones.Select(backbone => backbone.Training[Protocol.Reference].Epochs));
    }

    [Fact]
    public void Shapes_give_backbones_their_classes()
    {
        var spec = SpecFixture.Read("""
            name: small
            data: { shapes: { folder: ../results/shapes, classes: 5 } }
            backbones: { tiny: { architecture: vgg16, weights: train, width: 0.125, classifier: { epochs: 4 } } }
            matrix: { backbone: tiny, variant: fm, loss: lcam, seed: 1 }
            """);
        var backbone = Assert.Single(spec.Backbones);
        Assert.Equal((5, 0.125, 4), (backbone.Classes, backbone.Width, backbone.Classifier!.Epochs));
        Assert.Null(backbone.Weights);
        Assert.Equal("/project/results/shapes", spec.Data.Shapes!.Folder.Resolved);
        Assert.Single(CellExpansion.Expand(spec));
    }

    [Fact]
    public void Merge_keys_fill_in_what_is_not_given()
    {
        var yaml = SpecFixture.Good
            .Replace("{ weights: vgg16.pth }", "&common { weights: vgg16.pth, training: { epochs: 3 }, classes: 10 }", StringComparison.Ordinal)
            .Replace("{ weights: resnet50.pth }", "{ <<: *common, weights: resnet50.pth }", StringComparison.Ordinal);
        var resnet = SpecFixture.Read(yaml).Backbones[1];
        Assert.Equal((10, 3, "resnet50.pth"), (resnet.Classes, resnet.Training[Protocol.Reference].Epochs, resnet.Weights!.Written));
    }

    [Fact]
    public void Order_of_keys_and_comments_do_not_change_the_values()
    {
        var lines = SpecFixture.Good.Split('\n');
        string[] parts = [lines[0], string.Join("\n", lines[1..4]), string.Join("\n", lines[4..7]), string.Join("\n", lines[7..]), "training: { momentum: 0.8, epochs: 2 }"];
        var expected = SpecFixture.Read(string.Join("\n", parts)).Resolved;
        Gen.Shuffle(parts).Sample(
            shuffled => SpecFixture.Read("# a comment\n" + string.Join("\n# another\n\n", shuffled)).Resolved.SequenceEqual(expected),
            iter: 50);
    }

    [Fact]
    public void Setting_a_key_equals_editing_the_file() =>
        Gen.Select(Gen.Int[1, 500], Gen.Double[0, 0.99], Gen.Bool, Gen.Int[0, 99].Array[1, 4]).Sample(
            (epochs, momentum, dropout, seeds) =>
            {
                var number = momentum.ToString(CultureInfo.InvariantCulture);
                var flag = dropout ? "true" : "false";
                var list = $"[{string.Join(", ", seeds)}]";
                var edited = SpecFixture.Read(
                    SpecFixture.Good.Replace("seed: [1, 2]", $"seed: {list}", StringComparison.Ordinal)
                    + $"\ntraining: {{ epochs: {epochs}, momentum: {number}, nesterov: false, quirks: {{ training-dropout: {flag} }} }}");
                var set = SpecFixture.Read(
                    SpecFixture.Good,
                    $"training.epochs={epochs}", $"training.momentum={number}", "training.nesterov=false", $"training.quirks.training-dropout={flag}", $"matrix.seed={list}");
                return edited.Resolved.SequenceEqual(set.Resolved)
                    && CellExpansion.Expand(edited).Select(Describe).SequenceEqual(CellExpansion.Expand(set).Select(Describe));
            },
            iter: 50);

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        var yaml = SpecFixture.Good + "\ntraining: { momentum: 0.75, learning-rate: 1e-3 }";
        var expected = SpecFixture.Read(yaml).Resolved;
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, SpecFixture.Read(yaml).Resolved);
            Assert.Equal("0.75", expected["backbones.vgg16.training.momentum"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Describe(Cell cell) => $"{string.Join(",", cell.AxisValues)} {cell.Training} {string.Join(",", cell.Percentages)}";
}
