using LCam.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace LCam.Classifiers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), bit for bit as TorchSharp's own, whose scalars
/// may be freed while they are read: see <see cref="Scalars"/>.
/// </summary>
internal sealed class AdamW : IDisposable
{
    private const double Epsilon = 1e-8;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly ClassifierOptions _options;

    public AdamW(IEnumerable<Parameter> parameters, ClassifierOptions options)
    {
        (_parameters, _options) = ([.. parameters], options);
        Means = [.. _parameters.Select(Zeros)];
        Squares = [.. _parameters.Select(Zeros)];
    }

    /// <summary>Running means of the gradients, by parameter.</summary>
    public IReadOnlyList<Tensor> Means { get; }

    /// <summary>Running means of the gradients' squares, by parameter.</summary>
    public IReadOnlyList<Tensor> Squares { get; }

    /// <summary>Updates so far.</summary>
    public long Steps { get; set; }

    public void ClearGradients()
    {
        foreach (var parameter in _parameters)
        {
            using var gradient = parameter.grad;
            gradient?.zero_();
        }
    }

    /// <summary>Moves the parameters by their gradients.</summary>
    public void Step(double rate)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Steps++;
        var (first, second) = (_options.FirstMoment, _options.SecondMoment);

        // Of each step alone: disposed after their last use, which keeps them until then.
        using var decay = Scalars.Once(1 - (rate * _options.WeightDecay));
        using var root = Scalars.Once(Math.Sqrt(1 - Math.Pow(second, Steps)));
        using var move = Scalars.Once(-(rate / (1 - Math.Pow(first, Steps))));
        foreach (var (place, parameter) in _parameters.Index())
        {
            if (parameter.grad is not { } gradient)
            {
                continue;
            }

            parameter.mul_(decay);
            Means[place].mul_(Scalars.Of(first)).add_(gradient, Scalars.Of(1 - first));
            Squares[place].mul_(Scalars.Of(second)).addcmul_(gradient, gradient, Scalars.Of(1 - second));
            var denominator = (Squares[place].sqrt() / root).add_(Scalars.Of(Epsilon), Scalars.Of(1));
            parameter.addcdiv_(Means[place], denominator, move);
        }
    }

    public void Dispose()
    {
        foreach (var moment in Means.Concat(Squares))
        {
            moment.Dispose();
        }
    }

    private static Tensor Zeros(Parameter parameter) => zeros_like(parameter).detach().DetachFromDisposeScope();
}
