using LCam.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>A residual block: 1x1, 3x3 (with the stride, as in v1.5), 1x1 convolutions. Field names are state-dict names.</summary>
internal sealed class ResNetBottleneck : Module<Tensor, Tensor>
{
    internal const int Expansion = 4;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Conv2d conv3;
    private readonly BatchNorm2d bn3;
    private readonly Sequential? downsample;

    internal ResNetBottleneck(int channels, int width, int stride)
        : base(nameof(ResNetBottleneck))
    {
        var expanded = width * Expansion;
        conv1 = Conv2d(channels, width, 1, bias: false);
        bn1 = BatchNorm2d(width);
        conv2 = Conv2d(width, width, 3, stride: stride, padding: 1, bias: false);
        bn2 = BatchNorm2d(width);
        conv3 = Conv2d(width, expanded, 1, bias: false);
        bn3 = BatchNorm2d(expanded);
        if (stride != 1 || channels != expanded)
        {
            downsample = Sequential(Conv2d(channels, expanded, 1, stride: stride, bias: false), BatchNorm2d(expanded));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = functional.relu(bn1.call(conv1.call(input)));
        x = functional.relu(bn2.call(conv2.call(x)));
        x = bn3.call(conv3.call(x));
        var shortcut = downsample is null ? input : downsample.call(input);
        return functional.relu(x.Plus(shortcut)).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var module in new Module?[] { conv1, bn1, conv2, bn2, conv3, bn3, downsample })
            {
                module?.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
