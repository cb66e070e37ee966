using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Explainers.Controls;

/// <summary>
/// Magnitude of the logit's gradient at the network's input, the largest over the colour channels (Simonyan et al. 2014).
/// Costs a backward pass through the whole network.
/// </summary>
internal sealed class InputGradient(int batchSize) : IExplainer
{
    private static readonly ExplainerParameter BatchSize = ExplainerParameter.WholeNumber(
        "batch-size", "Images per backward pass; moves numbers by rounding alone.", _ => 8, 1, 4096) with { MovesNumbers = false };

    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "input-gradient",
        DisplayName = "Input gradient",
        Traits = new(
            "How much the class's score changes with the pixel: the size of its gradient.",
            NetworkAccess.Gradients,
            "Simonyan, Vedaldi and Zisserman, Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps, ICLR Workshops 2014"),
        Make = context => new InputGradient(context.Settings!.WholeNumber(BatchSize.Name)),
        ForwardPasses = (_, _) => 1,
        Parameters = [BatchSize],
        IsControl = true,
    };

    public string Id => Registration.Id;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var scope = NewDisposeScope();
        var images = pass.Normalised;
        var parts = Enumerable.Range(0, (pass.Count + batchSize - 1) / batchSize)
            .Select(part => (First: part * batchSize, Count: Math.Min(batchSize, pass.Count - (part * batchSize))))
            .Select(part => Magnitudes(pass.Backbone, images.narrow(0, part.First, part.Count), classes.narrow(0, part.First, part.Count)));
        return cat([.. parts]).MoveToOuterDisposeScope();
    }

    private static Tensor Magnitudes(Backbone backbone, Tensor images, Tensor classes)
    {
        using var gradient = enable_grad();
        using var scope = NewDisposeScope();
        var inputs = images.detach().requires_grad_();
        var sum = backbone.call(inputs).gather(1, classes.unsqueeze(1)).sum();
        return autograd.grad([sum], [inputs])[0].abs().amax([1]).MoveToOuterDisposeScope();
    }
}
