using System.Text.Json.Nodes;
using LCam.Explainers;
using LCam.Losses;
using LCam.Models;
using LCam.Models.Scripted;
using LCam.Problems;
using LCam.Training;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

/// <summary>Networks that PyTorch exported as two TorchScript files, <c>Scripted/make.py</c>, against what it computes with them.</summary>
public sealed class ScriptedBackboneTests
{
    private const int Side = 64;
    private const float Bound = 1e-5f;

    private static readonly IBackboneArchitecture Architecture = ScriptedArchitecture.Instance;

    private static readonly JsonNode Expected = JsonNode.Parse(File.ReadAllText(PathOf("expected.json")))!;

    [Fact]
    public void Confidences_and_the_map_of_grad_cam_are_those_of_PyTorch()
    {
        using var scope = NewDisposeScope();
        using var backbone = Load();
        using var pass = new CleanPass(backbone, Images());
        AssertNear("probabilities", pass.Logits.softmax(1));
        var registration = ExplainerRegistry.Find("grad-cam");
        var explainer = registration.Create(new ExplainerContext(backbone, null, 1) { Settings = registration.Resolve(Architecture) });
        AssertNear("grad-cam", explainer.Explain(pass, pass.Logits.argmax(1)));
        Assert.Equal(Numbers(Expected["classes"]!), pass.Logits.argmax(1).to(float32).data<float>().ToArray());
        Assert.Equal((12, 5), (backbone.Channels("features"), backbone.Classes));
    }

    [Fact]
    public void Gradients_reach_the_image_s_mask_and_an_attention_learns_from_them()
    {
        using var scope = NewDisposeScope();
        using var backbone = Load();
        var mask = full([2, 1, Side, Side], 0.5f).requires_grad_();
        var masked = backbone.Logits(backbone.Normalisation.Apply(mask * Images())).softmax(1);
        AssertNear("masked-probabilities", masked);
        var slopes = autograd.grad([masked.select(1, 0).sum()], [mask])[0];
        AssertNear("mask-gradient-sums", nn.functional.avg_pool2d(slopes, 8).mul(64).squeeze(1));

        foreach (var variant in Architecture.Variants)
        {
            using var model = new LCamModel(
                Architecture, backbone, ConvolutionAttention.Initialised("features", 5, 12, seed: 1), variant, LossKind.LCam, unnormalisedAttention: true);
            using var before = ((ConvolutionAttention)model.Attention).Weight.clone();
            using var trainer = new AttentionTrainer(model, TrainingDefaults.For(Architecture, Protocol.Reference) with { LearningRate = 1 }, seed: 1, steps: 1);
            Assert.True(trainer.Step(Images(), [0, 3], epoch: 0, step: 0).Losses.IsFinite);
            Assert.True((((ConvolutionAttention)model.Attention).Weight - before).abs().max().item<float>() > 1e-4f, variant.Id);
        }

        Assert.Equal(["fm", "img"], Architecture.Variants.Select(variant => variant.Id));
    }

    [Fact]
    public void Images_that_the_network_normalises_itself_come_as_they_are()
    {
        using var scope = NewDisposeScope();
        using var backbone = Load(new ScriptOptions(PathOf("head.pt")) { TakesPixels = true });
        Assert.True(backbone.Normalisation.Apply(Images()).equal(Images()).all().item<bool>());
    }

    [Theory]
    [InlineData("flat.pt", "head.pt", "flat.pt: expected feature maps (N,K,h,w) of N = 2 images, found (2,768)")]
    [InlineData("features.pt", "fixed-batch.pt", "fixed-batch.pt: fails on an input of (1,12,8,8): shape '[2, 5]' is invalid for input of size 5 (export it with a batch of any size)")]
    [InlineData("features.pt", "other-side.pt", "other-side.pt: fails on an input of (2,12,8,8): mat1 and mat2 shapes cannot be multiplied (2x768 and 192x5) (it gets what ")]
    [InlineData("features.pt", "other-side.pt", "gives, and takes it of images of 32 x 32: say so with the crop size)")]
    [InlineData("features.pt", "not-finite.pt", "not-finite.pt: gives logits (N,R) that are no finite numbers")]
    [InlineData("detached.pt", "head.pt", "detached.pt: lets no gradient through to its input")]
    [InlineData("features.pt", "double.pt", "double.pt: expected logits (N,R) as float32, found float64")]
    [InlineData("features.pt", "one-class.pt", "one-class.pt: gives 1 number an image; a classifier has 2 classes or more")]
    [InlineData("features.pt", "dropout.pt", "dropout.pt: gives an image other numbers alone than beside another")]
    [InlineData("features.pt", "pair.pt", "pair.pt: fails on an input of (2,12,8,8): it does not give one tensor")]
    [InlineData("features.pt", "state-dict.pt", "state-dict.pt: is no TorchScript file (torch.jit.trace(...).save(FILE) writes one")]
    [InlineData("make.py", "head.pt", "make.py: is no TorchScript file")]
    [InlineData("features.pt", "gone.pt", "gone.pt: the TorchScript file is not there")]
    public void A_pair_that_is_no_classifier_is_refused_with_what_is_wrong(string features, string head, string expected)
    {
        var failure = Assert.Throws<ProblemException>(() => Load(new ScriptOptions(PathOf(head)), features));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_other_file_is_run_than_the_one_that_was_meant()
    {
        var failure = Assert.Throws<ProblemException>(() => Load(new ScriptOptions(PathOf("head.pt")) { HeadDigest = new string('0', 64) }));
        Assert.Contains("head.pt: is not the file with SHA-256 0000", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_classes_than_expected_is_told()
    {
        var failure = Assert.Throws<ProblemException>(() => FrozenNetwork.Load(
            new BackboneOptions(ScriptedArchitecture.Name, 7) { Script = new ScriptOptions(PathOf("head.pt")) }, PathOf("features.pt"), null, Side, CPU));
        Assert.Contains("head.pt: expected 7 classes, found 5", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_has_the_same_bits_whenever_it_is_looked_at()
    {
        // The interpreter profiles and rewrites a program while it runs.
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var backbone = Load();
        var first = backbone.call(Images());
        for (var again = 0; again < 4; again++)
        {
            Assert.True(first.equal(backbone.call(Images())).all().item<bool>());
        }
    }

    private static Backbone Load(ScriptOptions? script = null, string features = "features.pt") => FrozenNetwork.Load(
        new BackboneOptions(ScriptedArchitecture.Name, 5) { Script = script ?? new ScriptOptions(PathOf("head.pt")) }, PathOf(features), null, Side, CPU);

    private static Tensor Images() => arange(2L * 3 * Side * Side, dtype: float64).mul(0.6180339887498949).frac().to(float32).view(2, 3, Side, Side);

    private static void AssertNear(string name, Tensor actual)
    {
        var (expected, found) = (Numbers(Expected[name]!), actual.contiguous().data<float>().ToArray());
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.Second, pair.First - Bound, pair.First + Bound));
    }

    private static float[] Numbers(JsonNode node) => node is JsonArray items ? [.. items.SelectMany(item => Numbers(item!))] : [(float)node];

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Models", "Scripted", file);
}
