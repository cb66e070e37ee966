using LCam.Explainers;
using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Explainers;

/// <summary>An explainer that explains one batch and then says it again: for those that take long.</summary>
internal sealed class Once(IExplainer inner) : IExplainer
{
    private Tensor? _maps;

    public string Id => inner.Id;

    public Tensor Explain(CleanPass pass, Tensor classes) => (_maps ??= inner.Explain(pass, classes).DetachFromDisposeScope()).alias();
}
