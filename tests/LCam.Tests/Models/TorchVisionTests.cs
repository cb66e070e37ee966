using LCam.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace LCam.Tests.Models;

/// <summary>The families against an implementation that is not ours: the same random weights, by name, give the same logits.</summary>
public sealed class TorchVisionTests
{
    private const int Classes = 7;
    private const int Side = 64;

    public static TheoryData<string> Architectures => [.. Backbones.All.Select(architecture => architecture.Id)];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Weights_loaded_by_torchvision_s_names_give_torchvision_s_logits(string id)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var oracle = Oracle(id);
        using var network = Backbones.Create(new BackboneOptions(id, Classes));
        var weights = network.state_dict();
        Assert.Equal(oracle.state_dict().Keys.Order(StringComparer.Ordinal), weights.Keys.Order(StringComparer.Ordinal));
        Disturb(weights);
        foreach (var (name, tensor) in oracle.state_dict())
        {
            Assert.Equal(tensor.shape, weights[name].shape);
            tensor.copy_(weights[name]);
        }

        oracle.eval();
        network.Freeze();
        var images = linspace(-2, 2, 3 * Side * Side).sin().view(1, 3, Side, Side);
        var (expected, actual) = (oracle.call(images), network.call(images));
        var (difference, size) = ((expected - actual).abs().max().item<float>(), expected.abs().max().item<float>());
        Assert.True(size > 1e-3 && difference <= 1e-6 * size, $"{id}: logits up to {size} differ by {difference}");
    }

    // Fresh normalisation is nearly the identity: nothing would show which of its tensors is which. Deep networks of small
    // weights would give logits near zero.
    private static void Disturb(Dictionary<string, Tensor> weights)
    {
        foreach (var (name, tensor) in weights)
        {
            if (tensor.shape.Length == 1)
            {
                tensor.copy_(linspace(0.7, 1.3, tensor.numel()) * (name.EndsWith("bias", StringComparison.Ordinal) || name.EndsWith("mean", StringComparison.Ordinal) ? 0.1 : 1));
            }
        }
    }

    private static nn.Module<Tensor, Tensor> Oracle(string id) => id switch
    {
        "vgg11" => torchvision.models.vgg11(Classes),
        "vgg11_bn" => torchvision.models.vgg11_bn(Classes),
        "vgg13" => torchvision.models.vgg13(Classes),
        "vgg13_bn" => torchvision.models.vgg13_bn(Classes),
        "vgg16" => torchvision.models.vgg16(Classes),
        "vgg16_bn" => torchvision.models.vgg16_bn(Classes),
        "vgg19" => torchvision.models.vgg19(Classes),
        "vgg19_bn" => torchvision.models.vgg19_bn(Classes),
        "resnet18" => torchvision.models.resnet18(Classes),
        "resnet34" => torchvision.models.resnet34(Classes),
        "resnet50" => torchvision.models.resnet50(Classes),
        "resnet101" => torchvision.models.resnet101(Classes),
        "resnet152" => torchvision.models.resnet152(Classes),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "nothing to compare it with"),
    };
}
