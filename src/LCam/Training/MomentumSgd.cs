using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Training;

/// <summary>
/// One parameter's stochastic gradient descent with momentum, Nesterov and weight decay, in PyTorch's formulation
/// (<c>torch.optim.SGD</c>, dampening 0). The momentum buffer starts at zero, which is the same as starting at the first gradient.
/// </summary>
internal sealed class MomentumSgd(Tensor parameter, double weightDecay, bool nesterov) : IDisposable
{
    internal Tensor Momentum { get; } = zeros_like(parameter).detach().DetachFromDisposeScope();

    /// <summary>Moves the parameter in place.</summary>
    internal void Step(Tensor gradient, GroupRate rate)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var direction = gradient.add(parameter, alpha: Scalars.Of(weightDecay));
        Momentum.mul_(Scalars.Of(rate.Momentum)).PlusInPlace(direction);
        direction = nesterov ? direction.add(Momentum, alpha: Scalars.Of(rate.Momentum)) : Momentum;
        parameter.add_(direction, alpha: Scalars.Of(-rate.Rate));
    }

    public void Dispose() => Momentum.Dispose();
}
