using LCam.Losses;
using LCam.Models;
using LCam.Tests.Models;
using LCam.Training;
using static TorchSharp.torch;

namespace LCam.Tests.Training;

/// <summary>An attention unlike L-CAM's: of two layers, with batch statistics that it keeps, and a group of its own for each layer.</summary>
public sealed class SeveralLayersTests
{
    [Fact]
    public void A_trainer_moves_parameters_by_their_groups_and_saves_buffers_beside_them()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet18", Variant.Image, LossKind.LCam);
        using var model = Model(tiny);
        Assert.Equal(["layer3.1", "layer4.1"], model.Layers);
        using var trainer = new AttentionTrainer(model, tiny.Options, 5, 4);
        var result = trainer.Step(TinyModel.Images(3), [0, 1, 2], 0, 0);
        Assert.Equal(["shallow", "deep"], result.Rates.Select(rate => rate.Group));
        Assert.Equal(3 * result.Rates[0].Rate, result.Rates[1].Rate, 1e-12);
        var state = trainer.Export();
        Assert.Equal(["mean", "momentum.weight.0", "momentum.weight.1", "weight.0", "weight.1"], state.Keys.Order(StringComparer.Ordinal));
        Assert.NotEqual(0, state["mean"].item<float>());
    }

    [Fact]
    public void Resumed_with_its_buffers_it_goes_on_to_the_same_bits()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet18", Variant.Image, LossKind.LCam);
        using var straight = Model(tiny);
        using var trainer = new AttentionTrainer(straight, tiny.Options, 5, 2);
        trainer.Step(TinyModel.Images(3), [0, 1, 2], 0, 0);
        var saved = trainer.Export();
        trainer.Step(TinyModel.Images(3, 3), [3, 4, 0], 1, 1);

        using var resumed = Model(tiny);
        using var second = new AttentionTrainer(resumed, tiny.Options, 5, 2);
        second.Import(saved);
        second.Step(TinyModel.Images(3, 3), [3, 4, 0], 1, 1);
        var expected = trainer.Export();
        Assert.All(second.Export(), entry => Assert.True(entry.Value.equal(expected[entry.Key]).all().item<bool>(), entry.Key));
    }

    [Fact]
    public void Explaining_leaves_the_buffers_as_they_are()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var tiny = new TinyModel("resnet18", Variant.Image, LossKind.LCam);
        using var model = Model(tiny);
        using var pass = new CleanPass(tiny.Backbone, TinyModel.Images(2)) { Layers = model.Layers };
        Assert.Equal([2, 1, 4, 4], model.Attention.OwnMaps(model.AttentionFeatures(pass), tensor([0L, 1L])).shape);
        Assert.Equal(0, model.Attention.Tensors.Single(tensor => tensor.Group is null).Value.item<float>());
    }

    private static LCamModel Model(TinyModel tiny) =>
        new(tiny.Architecture, tiny.Backbone, new TwoLayers(tiny.Backbone), Variant.Image, LossKind.LCam, unnormalisedAttention: true);

    private sealed class TwoLayers(Backbone backbone) : AttentionMechanism(["layer3.1", "layer4.1"])
    {
        private readonly AttentionTensor _mean = new("mean", zeros(1), null);
        private readonly IReadOnlyList<AttentionTensor> _weights =
        [
            new("weight.0", full([backbone.Classes, backbone.Channels("layer3.1"), 1, 1], 0.01f), new RateGroup("shallow", 1, IsDecayed: false)),
            new("weight.1", full([backbone.Classes, backbone.Channels("layer4.1"), 1, 1], 0.02f), new RateGroup("deep", 3)),
        ];

        public override int Classes => backbone.Classes;

        public override IReadOnlyList<int> Channels => [.. Layers.Select(backbone.Channels)];

        public override IReadOnlyList<AttentionTensor> Tensors => [.. _weights, _mean];

        public override Tensor OwnMaps(IReadOnlyList<Tensor> features, Tensor classes) =>
            CrossedMaps(features, classes).diagonal(0, 0, 1).permute(2, 0, 1).unsqueeze(1);

        public override Tensor CrossedMaps(IReadOnlyList<Tensor> features, Tensor classes)
        {
            var size = features[0].shape[2];
            var maps = features.Zip(_weights, (maps, weight) =>
                Upsampling.Bilinear(nn.functional.conv2d(maps, weight.Value.index_select(0, classes)), size, size));
            var sum = maps.Aggregate((one, other) => one + other);
            if (IsTraining)
            {
                using var noGradient = no_grad();
                _mean.Value.mul_(0.9).add_(sum.mean(), alpha: 0.1);
            }

            return sum - _mean.Value;
        }
    }
}
