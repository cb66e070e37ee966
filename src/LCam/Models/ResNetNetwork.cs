using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>A residual network (He et al. 2016) of any shape. Field names are torchvision's state-dict names.</summary>
internal sealed class ResNetNetwork : Backbone
{
    private readonly ResNetShape _shape;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Sequential layer1;
    private readonly Sequential layer2;
    private readonly Sequential layer3;
    private readonly Sequential layer4;
    private readonly Linear fc;

    internal ResNetNetwork(string name, ResNetShape shape, BackboneOptions options)
        : base(name, shape.FeatureChannels(options), options.Classes, shape.LastBlock)
    {
        _shape = shape;
        var channels = options.Scale(ResNetShape.StemWidth);
        conv1 = Conv2d(3, channels, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(channels);
        layer1 = Layer(0, options, ref channels);
        layer2 = Layer(1, options, ref channels);
        layer3 = Layer(2, options, ref channels);
        layer4 = Layer(3, options, ref channels);
        fc = Linear(channels, options.Classes);
        RegisterComponents();
    }

    public override Tensor Features(Tensor normalisedImages)
    {
        using var scope = NewDisposeScope();
        var x = functional.relu(bn1.call(conv1.call(normalisedImages)));
        x = functional.max_pool2d(x, 3, stride: 2, padding: 1);
        var blocks = new[] { layer1, layer2, layer3, layer4 }.SelectMany(layer => layer.children()).Cast<Module<Tensor, Tensor>>();
        return LayerChain.Run(blocks, x).MoveToOuterDisposeScope();
    }

    public override Tensor Head(Tensor featureMaps, IDropout? dropout = null)
    {
        using var scope = NewDisposeScope();
        return fc.call(functional.adaptive_avg_pool2d(featureMaps, [1, 1]).flatten(1)).MoveToOuterDisposeScope();
    }

    // Every residual branch starts at zero (Goyal et al. 2017): the fresh network is as shallow as can be.
    protected override void RefineInitialisation()
    {
        foreach (var (_, parameter) in named_parameters().Where(parameter => parameter.name.EndsWith(_shape.LastNormalisation + ".weight", StringComparison.Ordinal)))
        {
            parameter.zero_();
        }
    }

    private Sequential Layer(int index, BackboneOptions options, ref int channels)
    {
        var blocks = new List<Module<Tensor, Tensor>>();
        var width = options.Scale(ResNetShape.Widths[index]);
        for (var block = 0; block < _shape.Depths[index]; block++)
        {
            var stride = block == 0 && index > 0 ? 2 : 1;
            blocks.Add(_shape.Block(channels, width, stride));
            channels = width * _shape.Expansion;
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
