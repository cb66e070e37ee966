using LCam.Classifiers;
using TorchSharp.Modules;
using Own = LCam.Classifiers.AdamW;
using static TorchSharp.torch;

namespace LCam.Tests.Classifiers;

public sealed class AdamWTests
{
    [Fact]
    public void Steps_are_those_of_the_librarys_optimizer_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var options = new ClassifierOptions { Epochs = 1, BatchSize = 1, InputSize = 32, CropSize = 32, LearningRate = 0.01, WeightDecay = 0.03, FirstMoment = 0.9, SecondMoment = 0.99 };
        var target = arange(12, dtype: float32).view(3, 4) - 5;
        var (own, library, idle) = (new Parameter(ones(3, 4)), new Parameter(ones(3, 4)), new Parameter(ones(2)));
        using var optimizer = new Own([own, idle], options);
        using var reference = optim.AdamW([library], options.LearningRate, options.FirstMoment, options.SecondMoment, weight_decay: options.WeightDecay);
        for (var step = 0; step < 5; step++)
        {
            var rate = 0.01 / (step + 1);
            optimizer.ClearGradients();
            (own - target).pow(4).sum().backward();
            optimizer.Step(rate);

            reference.ParamGroups.Single().LearningRate = rate;
            reference.zero_grad();
            (library - target).pow(4).sum().backward();
            reference.step();
            Assert.Equal(library.data<float>().ToArray(), own.data<float>().ToArray());
        }

        Assert.Equal(5, optimizer.Steps);
        Assert.NotEqual(1, own[0, 0].item<float>());

        // What has no gradient stays, and does not decay.
        Assert.Equal([1f, 1f], idle.data<float>().ToArray());
    }
}
