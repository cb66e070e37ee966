using Snapshooter.Xunit;

namespace LCam.Experiments.Tests.Specs;

public sealed class SpecProblemTests
{
    private const string Wrong = """
        name: Quick Start
        discription: a misspelt key
        data:
          train: { images: "${IMAGENET}/train", list: [a, b] }
        epochs: 3
        backbones:
          vgg16: { weights: vgg16.pth, width: 9 }
          resnet50: { weights: a.pth, classifier: { epochs: 2 } }
          mine: { weights: a.pth }
          other: { architecture: resnet5, weights: }
        matrix:
          backbone: [vgg61, resnet50]
          variant: [fm, imgg]
          loss: [lcam]
          seed: []
          percentage: [0, 1.2, 50%, "0,5"]
          exclude: [{ varian: fm }, { variant: fm, epochs: 3 }, {}, fm]
          include: [{ variant: img }]
        training:
          protocol: refrence
          nesterov: yes
          epochs: "${EPOCHS}"
          epochs: 3
          batch-size: 1.5
          learning-rate: 0
          momentum: nan
        compare: [grad-camm]
        evaluation: 7
        """;

    [Fact]
    public void All_problems_are_reported_at_once_in_the_order_of_the_lines() =>
        SpecFixture.TextOf(SpecFixture.ProblemsOf(Wrong, "training.workers=-1", "tranining.epochs=2", "nonsense", "name.x=1")).MatchSnapshot();

    [Theory]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\n  exclude: [ { variant: img-7x7 } ]", "experiments/test.yaml:13:matrix.exclude[0]: this excludes nothing (the matrix's 'variant' has no value img-7x7)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\n  exclude: [ { percentage: 0.3 } ]", "experiments/test.yaml:13:matrix.exclude[0]: this excludes nothing (the matrix's 'percentage' has none of these values)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\n  exclude: [ { seed: 1 }, { seed: 1, variant: fm, percentage: 0 } ]", "experiments/test.yaml:13:matrix.exclude[1]: this excludes nothing (other entries exclude the same cells)")]
    [InlineData("[fm, img]", "[img, img-7x7]", "experiments/test.yaml:10:matrix.variant: backbone 'resnet50' (resnet50) has no variant 'img-7x7', only fm, img (exclude { backbone: resnet50, variant: img-7x7 })")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\n  crop-size: [224, 300]", "experiments/test.yaml:13:matrix.crop-size: the crop of 300 pixels is larger than the resized image of 256 (give a crop-size that is at most the input-size)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\nevaluation: { crop-size: 300 }", "experiments/test.yaml:13:evaluation.crop-size: the evaluation's crop of 300 pixels is larger than the resized image of 256")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ntraining: { momentum: 0 }", "experiments/test.yaml:13:training.momentum: Nesterov's momentum needs a momentum above 0 (write nesterov: false)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ntraining: { decay: { last-epoch: 0 } }", "experiments/test.yaml:13:training.decay.last-epoch: decay ends at epoch 0, before it starts at epoch 1 (decay.factor: 1 switches decay off)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\nmeasures: [deletion, insertoin]", "experiments/test.yaml:13:measures: 'insertoin' is not one of average-drop, increase-in-confidence, top-1, top-5, insertion, deletion, coherency, complexity, adcc, sparseness, pointing-game, energy-inside, mask-share, seconds (did you mean 'insertion'?)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\nmeasures: pointing-game", "experiments/test.yaml:13:measures: 'pointing-game' needs to know where the objects are (give data.evaluation.masks)")]
    [InlineData("val.txt }", "val.txt, mask-ignore: 255 }", "experiments/test.yaml:4:data.evaluation.mask-ignore: 'data.evaluation.mask-ignore' is of masks, and there are none (give data.evaluation.masks, or leave it out)")]
    [InlineData("val.txt }", "val.txt, masks: m, mask-values: [red] }", "experiments/test.yaml:4:data.evaluation.mask-values: 'red' is no value of a mask (give whole numbers up to 65535, colours as '#rrggbb', or alpha)")]
    [InlineData("weights: vgg16.pth", "weights: train, entry: ema", "experiments/test.yaml:6:backbones.vgg16.entry: an entry is of a weight file, and the weights are to be trained (leave it out)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\nkeep-maps: some", "experiments/test.yaml:13:keep-maps: 'some' is not one of costly, all, none (did you mean 'none'?)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ncompare: [rise, { maps: a.npz, name: mine }]", "experiments/test.yaml:13:compare[1].backbone: maps explain one network, and there are several (give backbone: one of vgg16, resnet50)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ncompare: { maps: a.npz, name: mine, backbone: vgg }", "experiments/test.yaml:13:compare[0].backbone: there is no 'vgg' under 'backbones' (backbones has: vgg16, resnet50)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ncompare: [{ maps: a.npz, name: RISE, backbone: vgg16 }]", "experiments/test.yaml:13:compare[0].name: another explainer is called 'RISE' (give each a name of its own)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ncompare: [{ maps: a.npz, backbone: vgg16 }]", "experiments/test.yaml:13:compare[0].name: 'name' is missing (give a text: what tables call it)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ncompare: [{ map: a.npz, maps: a.npz, name: mine, backbone: vgg16 }]", "experiments/test.yaml:13:compare[0].map: unknown key 'map' (did you mean 'maps'?)")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\ncompare: [{ maps: [a], name: mine, backbone: vgg16 }]", "experiments/test.yaml:13:compare[0].maps: this is a list, where a path is expected")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\nevaluation: { curve-steps: 0 }", "experiments/test.yaml:13:evaluation.curve-steps: '0' is not a whole number from 1 to 1024")]
    [InlineData("seed: [1, 2]", "percentage: [0]", "experiments/test.yaml:8:matrix.seed: the matrix has no axis 'seed' (for example seed: [1])")]
    [InlineData("seed: [1, 2]", "seed: [1, 2]\n  workers: [1, 2]", "experiments/test.yaml:13:matrix.workers: unknown key 'workers' (did you mean 'training.workers'?)")]
    [InlineData("name: test", "name: test\nname: other", "experiments/test.yaml:2:name: key 'name' is given twice (it is first given at experiments/test.yaml:1)")]
    [InlineData("vgg16.pth", "\"${WEIGHTS\"", "experiments/test.yaml:6:backbones.vgg16.weights: '${' has no closing '}' (write ${NAME} or ${NAME:-default}; $$ stands for a dollar sign)")]
    [InlineData("name: test", "name: test\ndata: &d { shapes: *d }", "experiments/test.yaml:2: this is not valid YAML: no anchor 'd' is complete before this alias")]
    [InlineData("name: test", "name: test\n---\nname: second", "experiments/test.yaml:2: a second YAML document starts here (one file holds one spec)")]
    [InlineData("name: test", "name: test\ndescription: [", null)]
    public void A_wrong_place_is_named_with_its_line_and_key(string good, string bad, string? expected)
    {
        var yaml = SpecFixture.Good.Replace(good, bad, StringComparison.Ordinal);
        var problems = SpecFixture.ProblemsOf(yaml).Select(problem => problem.ToString()).ToList();
        if (expected is null)
        {
            Assert.Matches(@"^experiments/test\.yaml:\d+: this is not valid YAML: ", Assert.Single(problems));
        }
        else
        {
            Assert.Contains(expected, problems);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("---\n")]
    public void An_empty_spec_says_so(string yaml) =>
        Assert.Equal("this spec is empty", Assert.Single(SpecFixture.ProblemsOf(yaml)).What);

    [Fact]
    public void Shapes_exclude_other_data()
    {
        var yaml = SpecFixture.Good.Replace("data:", "data:\n  shapes: { folder: ../shapes }", StringComparison.Ordinal);
        Assert.Equal(
            ["'data.train' and 'data.shapes' exclude each other", "'data.evaluation' and 'data.shapes' exclude each other"],
            SpecFixture.ProblemsOf(yaml).Select(problem => problem.What));
    }

    [Fact]
    public void An_override_is_blamed_as_an_override()
    {
        var problem = Assert.Single(SpecFixture.ProblemsOf(SpecFixture.Good, "training.epochs=many"));
        Assert.Equal("--set training.epochs", problem.Where);
        Assert.Equal("'many' is not a whole number from 1 to 16777215", problem.What);
    }

    [Fact]
    public void Aliases_cannot_make_a_bomb()
    {
        var levels = Enumerable.Range(1, 12).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]");
        var yaml = "a0: &a0 [x, x]\n" + string.Join("\n", levels);
        Assert.Contains("aliases expanded", Assert.Single(SpecFixture.ProblemsOf(yaml)).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_an_error_and_no_crash() =>
        Assert.Contains("nested deeper", Assert.Single(SpecFixture.ProblemsOf("name: " + new string('[', 50_000))).What, StringComparison.Ordinal);

    [Fact]
    public void A_matrix_too_large_to_plan_is_an_error()
    {
        var seeds = string.Join(", ", Enumerable.Range(1, 40_000));
        var yaml = SpecFixture.Good.Replace("[1, 2]", $"[{seeds}]", StringComparison.Ordinal);
        Assert.Equal("the matrix has 320000 cells, more than 250000", Assert.Single(SpecFixture.ProblemsOf(yaml)).What);
    }
}
