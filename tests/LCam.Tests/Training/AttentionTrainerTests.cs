using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using LCam.Tests.Models;
using LCam.Training;
using static TorchSharp.torch;

namespace LCam.Tests.Training;

public sealed class AttentionTrainerTests
{
    [Theory]
    [InlineData("vgg16", "fm", LossKind.LCam)]
    [InlineData("resnet50", "img", LossKind.CrossEntropy)]
    public void Resumed_training_is_bit_identical_to_uninterrupted_training(string architecture, string id, LossKind loss)
    {
        var variant = Variant.Find(id)!;
        using var scope = NewDisposeScope();
        using var straight = new TinyModel(architecture, variant, loss);
        using var trainer = new AttentionTrainer(straight.Model, straight.Options, 5, 4);
        Run(trainer, 0, 2);
        var saved = trainer.Export();
        Run(trainer, 2, 4);

        using var resumed = new TinyModel(architecture, variant, loss);
        using var second = new AttentionTrainer(resumed.Model, resumed.Options, 5, 4);
        second.Import(saved);
        Run(second, 2, 4);
        AssertSame(trainer.Export(), second.Export());
    }

    [Fact]
    public void Dropout_depends_on_the_seed_and_only_where_the_quirk_is_on()
    {
        using var scope = NewDisposeScope();
        Assert.NotEqual(FirstLoss(5, dropout: true), FirstLoss(6, dropout: true));
        Assert.Equal(FirstLoss(5, dropout: true), FirstLoss(5, dropout: true));
        Assert.Equal(FirstLoss(5, dropout: false), FirstLoss(6, dropout: false));

        static double FirstLoss(long seed, bool dropout)
        {
            using var tiny = new TinyModel("vgg16", Variant.FeatureMaps, LossKind.LCam);
            var options = tiny.Options with { Quirks = tiny.Options.Quirks with { TrainingDropout = dropout } };
            using var trainer = new AttentionTrainer(tiny.Model, options, seed, 4);
            return trainer.Step(TinyModel.Images(3), [0, 1, 2], 0, 0).Losses.Total;
        }
    }

    [Fact]
    public void A_dropout_mask_keeps_the_expected_share_and_scales_it()
    {
        using var scope = NewDisposeScope();
        var values = new CounterDropout(1, 2, 3).Apply(ones(100, 100), 0, 0.5).data<float>().ToArray();
        Assert.All(values, value => Assert.True(value is 0 or 2));
        Assert.InRange(values.Count(value => value > 0), 4700, 5300);
    }

    [Fact]
    public void A_batch_of_one_image_trains()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var trainer = new AttentionTrainer(tiny.Model, tiny.Options, 5, 4);
        Assert.True(trainer.Step(TinyModel.Images(1), [4], 0, 0).Losses.IsFinite);
    }

    [Fact]
    public void A_step_that_shares_its_clean_pass_moves_the_attention_as_one_that_does_not()
    {
        using var scope = NewDisposeScope();
        using var alone = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var aloneTrainer = new AttentionTrainer(alone.Model, alone.Options, 5, 4);
        aloneTrainer.Step(TinyModel.Images(3), [0, 1, 1], 0, 0);

        using var together = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var other = new LCamModel(
            together.Architecture, together.Backbone, Variant.FeatureMaps.Initialise(together.Architecture, together.Backbone, 9), Variant.FeatureMaps, LossKind.LCam, true);
        using var togetherTrainer = new AttentionTrainer(together.Model, together.Options, 5, 4);
        using var otherTrainer = new AttentionTrainer(other, together.Options, 5, 4);
        using var pass = new CleanPass(together.Backbone, TinyModel.Images(3));
        otherTrainer.Step(pass, [0, 1, 1], 0, 0);
        togetherTrainer.Step(pass, [0, 1, 1], 0, 0);
        AssertSame(aloneTrainer.Export(), togetherTrainer.Export());
    }

    [Fact]
    public void A_loss_that_is_no_number_names_epoch_and_step_and_moves_nothing()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var trainer = new AttentionTrainer(tiny.Model, tiny.Options, 5, 4);
        var before = trainer.Export();
        var diverged = Assert.Throws<DivergedException>(() => trainer.Step(TinyModel.Images(2) * float.NaN, [0, 1], 3, 17));
        Assert.Contains("epoch 3, step 17", diverged.Message, StringComparison.Ordinal);
        AssertSame(before, trainer.Export());
    }

    [Fact]
    public void Wrong_labels_and_wrong_state_are_all_named()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet50", Variant.Image, LossKind.LCam);
        using var trainer = new AttentionTrainer(tiny.Model, tiny.Options, 5, 4);
        var labels = Assert.Throws<ProblemException>(() => trainer.Step(TinyModel.Images(2), [-1, 5], 0, 0));
        Assert.Equal(2, labels.Problems.Count);
        var state = trainer.Export().Where(entry => entry.Key != "momentum.attnM.op.bias").ToDictionary();
        state["attnM.op.weight"] = zeros(1);
        Assert.Equal(2, Assert.Throws<ProblemException>(() => trainer.Import(state)).Problems.Count);
    }

    [Fact]
    public void The_corrected_protocol_learns_at_the_nominal_rate_and_on_own_masks()
    {
        var vgg = Backbones.Find("vgg16");
        var corrected = TrainingDefaults.For(vgg, Protocol.Corrected);
        Assert.Equal([("weight", 1e-4), ("bias", 2e-4)], Rates(vgg, corrected, 0));
        Assert.Equal([("weight", 1e-4 * 100), ("bias", 1e-4 * 200)], Rates(vgg, TrainingDefaults.For(vgg, Protocol.Reference), 0));
        var resnet = Backbones.Find("resnet50");
        var options = TrainingDefaults.For(resnet, Protocol.Reference);
        Assert.Equal(Rates(resnet, options, 12), Rates(resnet, options, 25));
        Assert.Equal(1e-4 * Math.Pow(0.95, 12), Rates(resnet, options, 12)[0].Rate, 1e-15);

        static (string Group, double Rate)[] Rates(IBackboneArchitecture architecture, TrainingOptions options, int epoch) =>
            [.. Schedule.Rates(Variant.Image, architecture, options, new SchedulePoint(0, 0, epoch)).Select(rate => (rate.Group, rate.Rate))];
    }

    [Fact]
    public void A_schedule_is_told_the_step_and_the_whole_and_its_momentum_is_the_step_s()
    {
        using var scope = NewDisposeScope();
        using var tiny = new TinyModel("resnet18", Variant.Image, LossKind.LCam);
        var told = new List<SchedulePoint>();
        var schedule = new Schedule
        {
            Id = "made up",
            MovesMomentum = true,
            At = (point, group, _) =>
            {
                told.Add(point);
                return new GroupRate(group.Name, group.Factor * (point.Step + 1), point.Step == 0 ? 0.5 : 0);
            },
        };
        var options = tiny.Options with { Nesterov = false, WeightDecay = 0 };
        using var trainer = new AttentionTrainer(tiny.Model, options, 5, 7, schedule);
        var result = trainer.Step(TinyModel.Images(2), [0, 1], 0, 0);
        Assert.Equal([new GroupRate("weight", 1, 0.5), new GroupRate("bias", 2, 0.5)], result.Rates);
        trainer.Step(TinyModel.Images(2), [0, 1], 1, 6);
        Assert.Equal([new SchedulePoint(0, 7, 0), new SchedulePoint(6, 7, 1)], told.Distinct());

        // Without momentum the buffer is the last gradient, and the last step took it times the rate.
        var before = trainer.Export();
        trainer.Step(TinyModel.Images(2), [2, 3], 1, 1);
        var after = trainer.Export();
        Assert.True(after["attnM.op.bias"].allclose(before["attnM.op.bias"] - (4 * after["momentum.attnM.op.bias"])));
    }

    [Fact]
    public void An_attention_is_in_training_while_its_trainer_lives()
    {
        using var tiny = new TinyModel("resnet18", Variant.Image, LossKind.LCam);
        Assert.False(tiny.Model.Attention.IsTraining);
        using (new AttentionTrainer(tiny.Model, tiny.Options, 5, 1))
        {
            Assert.True(tiny.Model.Attention.IsTraining);
        }

        Assert.False(tiny.Model.Attention.IsTraining);
    }

    private static void Run(AttentionTrainer trainer, int from, int to)
    {
        for (var step = from; step < to; step++)
        {
            using var images = TinyModel.Images(3, step * 3);
            trainer.Step(images, [step % 5, 1, 1], step / 2, step);
        }
    }

    private static void AssertSame(IReadOnlyDictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual) =>
        Assert.All(expected, entry => Assert.True(entry.Value.equal(actual[entry.Key]).all().item<bool>(), entry.Key));
}
