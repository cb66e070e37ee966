using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>A residual network of any depth and width. Field names are torchvision's state-dict names.</summary>
internal sealed class ResNetNetwork : ConvolutionalNetwork
{
    private readonly ResNet _architecture;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Linear fc;

    internal ResNetNetwork(ResNet architecture, BackboneOptions options)
        : base(architecture, options)
    {
        _architecture = architecture;
        var channels = options.Scale(ResNet.StemWidth);
        conv1 = Conv2d(3, channels, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(channels);
        layer1 = Part(0, options, ref channels);
        layer2 = Part(1, options, ref channels);
        layer3 = Part(2, options, ref channels);
        layer4 = Part(3, options, ref channels);
        fc = Linear(channels, options.Classes);
        RegisterComponents();
        var blocks = new[] { layer1, layer2, layer3, layer4 }.SelectMany(part => part.children()).Cast<Module<Tensor, Tensor>>();
        SetRow([
            conv1.call,
            bn1.call,
            x => functional.relu(x),
            x => functional.max_pool2d(x, 3, stride: 2, padding: 1),
            .. blocks.Select<Module<Tensor, Tensor>, Func<Tensor, Tensor>>(block => block.call),
        ]);
    }

    protected override Tensor Classify(Tensor maps, IDropout? dropout)
    {
        using var scope = NewDisposeScope();
        return fc.call(functional.adaptive_avg_pool2d(maps, [1, 1]).flatten(1)).MoveToOuterDisposeScope();
    }

    // Every residual branch starts at zero (Goyal et al. 2017): the fresh network is as shallow as can be.
    protected override void RefineInitialisation()
    {
        var last = string.Create(CultureInfo.InvariantCulture, $"bn{_architecture.Convolutions}.weight");
        foreach (var (_, parameter) in named_parameters().Where(parameter => parameter.name.EndsWith(last, StringComparison.Ordinal)))
        {
            parameter.zero_();
        }
    }

    private Sequential Part(int index, BackboneOptions options, ref int channels)
    {
        var blocks = new List<Module<Tensor, Tensor>>();
        var width = options.Scale(ResNet.Widths[index]);
        for (var block = 0; block < _architecture.Depths[index]; block++)
        {
            var stride = block == 0 && index > 0 ? 2 : 1;
            blocks.Add(_architecture.Block(channels, width, stride));
            channels = width * _architecture.Expansion;
        }

        return Sequential([.. blocks]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var module in new Module[] { conv1, bn1, layer1, layer2, layer3, layer4, fc })
            {
                module.Dispose();
            }
        }

        base.Dispose(disposing);
    }
}
