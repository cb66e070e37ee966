using LCam.Classifiers;
using LCam.Images;
using LCam.Models;
using LCam.Problems;
using LCam.Randomness;
using static TorchSharp.torch;

namespace LCam.Tests.Classifiers;

public sealed class ClassifierTrainerTests
{
    private const int Side = 32;
    private const int Batches = 3;
    private static readonly ClassifierOptions Options = new()
    {
        Epochs = 2,
        BatchSize = 4,
        LearningRate = 3e-3,
        InputSize = Side,
        CropSize = Side,
    };

    [Theory]
    [InlineData("vgg16")]
    [InlineData("resnet50")]
    public void Continuing_from_an_exported_state_is_bit_identical_to_never_stopping(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = Small(architecture, seed: 1);
        using var whole = new ClassifierTrainer(network, Options, 4 * Batches, seed: 1);
        var losses = Enumerable.Range(0, 2).Select(step => Step(whole, step).Loss).ToArray();
        var saved = whole.Export();
        var after = Enumerable.Range(2, 4).Select(step => Step(whole, step).Loss).ToArray();

        using var other = Small(architecture, seed: 2);
        using var resumed = new ClassifierTrainer(other, Options, 4 * Batches, seed: 1);
        resumed.Import(saved);
        Assert.Equal(after, Enumerable.Range(2, 4).Select(step => Step(resumed, step).Loss));

        var (expected, actual) = (whole.Export(), resumed.Export());
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, entry => Assert.True(entry.Value.equal(actual[entry.Key]).all().item<bool>(), entry.Key));
        Assert.Contains(saved, entry => !entry.Value.equal(expected[entry.Key]).all().item<bool>());
        Assert.Equal(2, losses.Length);
    }

    [Theory]
    [InlineData("vgg16")]
    [InlineData("resnet50")]
    public void After_the_last_step_the_network_is_the_plain_one(string architecture)
    {
        using var scope = NewDisposeScope();
        using var network = Small(architecture, seed: 1);
        using var trainer = new ClassifierTrainer(network, Options, 4 * Batches, seed: 1);
        _ = Enumerable.Range(0, trainer.Steps).Select(step => Step(trainer, step)).Last();

        using var plain = Small(architecture, seed: 2);
        plain.load_state_dict(network.state_dict());
        using var continued = Small(architecture, seed: 3);
        using var resumed = new ClassifierTrainer(continued, Options, 4 * Batches, seed: 1);
        resumed.Import(trainer.Export());

        var images = ImageNormalisation.ImageNet.Apply(Batch(0).Images);
        var expected = plain.Freeze().call(images);
        Assert.True(expected.std().item<float>() > 0.01);
        Assert.True(expected.equal(network.Freeze().call(images)).all().item<bool>());
        Assert.True(expected.equal(continued.Freeze().call(images)).all().item<bool>());
    }

    [Fact]
    public void Steps_on_the_same_images_lower_the_loss()
    {
        using var scope = NewDisposeScope();
        using var network = Small("resnet50", seed: 3);
        using var trainer = new ClassifierTrainer(network, Options with { Epochs = 12, LearningRate = 1e-2 }, 4, seed: 1);
        var losses = Enumerable.Range(0, trainer.Steps).Select(step => trainer.Step(Batch(0), step).Loss).ToArray();
        Assert.Equal(12, losses.Length);
        Assert.True(losses[^1] < 0.5 * losses[0], $"{losses[0]} to {losses[^1]}");
    }

    [Fact]
    public void A_last_batch_of_one_image_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = Small("resnet50", seed: 4);
        using var trainer = new ClassifierTrainer(network, Options, 5, seed: 1);
        Assert.Equal(2, trainer.StepsPerEpoch);
        _ = Step(trainer, 0);
        var before = trainer.Export();
        var one = new ImageBatch(rand(1, 3, Side, Side), [1], [0]);
        Assert.Equal(1, trainer.Step(one, 1).Images);
        Assert.All(trainer.Export(), entry => Assert.True(entry.Value.equal(before[entry.Key]).all().item<bool>(), entry.Key));
    }

    [Fact]
    public void A_state_of_another_network_is_refused_and_changes_nothing()
    {
        using var scope = NewDisposeScope();
        using var network = Small("vgg16", seed: 1);
        using var trainer = new ClassifierTrainer(network, Options, 8, seed: 1);
        using var other = Small("resnet50", seed: 1);
        using var foreign = new ClassifierTrainer(other, Options, 8, seed: 1);
        var before = trainer.Export();
        var failure = Assert.Throws<ProblemException>(() => trainer.Import(foreign.Export()));
        Assert.True(failure.Problems.Count >= 32, "every missing tensor is named");
        Assert.All(trainer.Export(), entry => Assert.True(entry.Value.equal(before[entry.Key]).all().item<bool>(), entry.Key));
    }

    [Fact]
    public void A_label_outside_the_classes_is_refused()
    {
        using var scope = NewDisposeScope();
        using var network = Small("resnet50", seed: 1);
        using var trainer = new ClassifierTrainer(network, Options, 8, seed: 1);
        var batch = new ImageBatch(rand(2, 3, Side, Side), [0, 8], [0, 1]);
        Assert.Contains("label 8", Assert.Throws<ProblemException>(() => trainer.Step(batch, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_option_out_of_range_is_named()
    {
        var wrong = new ClassifierOptions { Epochs = 0, BatchSize = 1, LearningRate = double.NaN, WarmUp = 1, InputSize = 10, CropSize = 11 };
        Assert.Equal(5, Assert.Throws<ProblemException>(wrong.Validate).Problems.Count);
    }

    private static Backbone Small(string architecture, long seed)
    {
        var network = Backbones.Create(new BackboneOptions(architecture, 8, 1.0 / 16));
        network.Initialise(seed);
        return network;
    }

    private static ClassifierStep Step(ClassifierTrainer trainer, int step) => trainer.Step(Batch(step % Batches), step);

    private static ImageBatch Batch(int index)
    {
        var random = new CounterRandom(5, RandomPurpose.Scene, index);
        var pixels = new float[4 * 3 * Side * Side];
        for (var at = 0; at < pixels.Length; at++)
        {
            pixels[at] = (float)random.NextDouble();
        }

        return new ImageBatch(tensor(pixels, [4, 3, Side, Side]), [0, 3, 5, 7], [0, 1, 2, 3]);
    }
}
