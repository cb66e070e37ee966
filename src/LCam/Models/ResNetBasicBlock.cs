using LCam.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>A residual block: two 3x3 convolutions, the first with the stride. Field names are state-dict names.</summary>
internal sealed class ResNetBasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential? downsample;

    internal ResNetBasicBlock(int channels, int width, int stride)
        : base(nameof(ResNetBasicBlock))
    {
        conv1 = Conv2d(channels, width, 3, stride: stride, padding: 1, bias: false);
        bn1 = BatchNorm2d(width);
        conv2 = Conv2d(width, width, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(width);
        if (stride != 1 || channels != width)
        {
            downsample = Sequential(Conv2d(channels, width, 1, stride: stride, bias: false), BatchNorm2d(width));
        }

        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = functional.relu(bn1.call(conv1.call(input)));
        x = bn2.call(conv2.call(x));
        var shortcut = downsample is null ? input : downsample.call(input);
        return functional.relu(x.Plus(shortcut)).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var module in new Module?[] { conv1, bn1, conv2, bn2, downsample })
            {
                module?.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
