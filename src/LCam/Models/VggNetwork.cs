using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LCam.Models;

/// <summary>A VGG network of any depth and width. Field names are torchvision's state-dict names.</summary>
internal sealed class VggNetwork : ConvolutionalNetwork
{
    private const int PooledSide = 7;
    private const double DropProbability = 0.5;
    private readonly Sequential features;
    private readonly Sequential classifier;

    internal VggNetwork(Vgg architecture, BackboneOptions options)
        : base(architecture, options)
    {
        features = Sequential(ConvolutionalPart(architecture, options));
        var hidden = architecture.HiddenUnits(options);
        classifier = Sequential(
            Linear(Channels(Layers[^1]) * PooledSide * PooledSide, hidden),
            ReLU(inplace: false),
            Dropout(DropProbability),
            Linear(hidden, hidden),
            ReLU(inplace: false),
            Dropout(DropProbability),
            Linear(hidden, options.Classes));
        RegisterComponents();
        SetRow(features.children().Cast<Module<Tensor, Tensor>>().Select<Module<Tensor, Tensor>, Func<Tensor, Tensor>>(layer => layer.call));
    }

    protected override Tensor Classify(Tensor maps, IDropout? dropout)
    {
        using var scope = NewDisposeScope();
        var x = functional.adaptive_avg_pool2d(maps, [PooledSide, PooledSide]).flatten(1);
        var dropoutLayer = 0;
        foreach (var layer in classifier.children().Cast<Module<Tensor, Tensor>>())
        {
            if (layer is not TorchSharp.Modules.Dropout)
            {
                x = layer.call(x);
            }
            else if (dropout is not null)
            {
                x = dropout.Apply(x, dropoutLayer++, DropProbability);
            }
        }

        return x.MoveToOuterDisposeScope();
    }

    // The first linear layer starts out as one over the pooled maps' mean: what is learned at one place then holds at all.
    protected override void RefineInitialisation()
    {
        using var scope = NewDisposeScope();
        var weight = ((Linear)classifier[0]).weight!;
        var places = weight.view(weight.shape[0], Channels(Layers[^1]), PooledSide * PooledSide);
        places.copy_(places.mean([2], keepdim: true).expand(places.shape));
    }

    private static Module<Tensor, Tensor>[] ConvolutionalPart(Vgg architecture, BackboneOptions options)
    {
        var layers = new List<Module<Tensor, Tensor>>();
        var channels = 3;
        foreach (var width in architecture.Layout)
        {
            if (width == Vgg.Pool)
            {
                layers.Add(MaxPool2d(2, 2));
                continue;
            }

            var next = options.Scale(width);
            layers.Add(Conv2d(channels, next, 3, padding: 1));
            if (architecture.HasBatchNorm)
            {
                layers.Add(BatchNorm2d(next));
            }

            layers.Add(ReLU(inplace: false));
            channels = next;
        }

        return [.. layers];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            features.Dispose();
            classifier.Dispose();
        }

        base.Dispose(disposing);
    }
}
