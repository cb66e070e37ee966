using TorchSharp;
namespace LCam.Tests;
public sealed class TorchRuntimeTests
{
    [Fact]
    public void Torch_computes_after_initialisation() =>
        Assert.Equal(6f, (torch.ones(2, 3) * torch.ones(2, 3)).sum().item<float>());
}
