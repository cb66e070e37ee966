using LCam.Models;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Explainers.Cam;

/// <summary>
/// Grad-CAM++ (Chattopadhyay et al. 2018) as the reference's comparison script computes it: of the softmax probability,
/// not the logit, with second and third derivatives taken as powers of the first.
/// </summary>
internal sealed class GradCamPlusPlus(string layer) : IExplainer
{
    // Keeps the quotient finite (the comparison script's value).
    private const double Epsilon = 1e-7;

    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "grad-cam++",
        DisplayName = "Grad-CAM++",
        Traits = new(
            "As Grad-CAM, with weights that add up positive gradients, each place weighted by higher derivatives.",
            NetworkAccess.Gradients,
            "Chattopadhay et al., Grad-CAM++: Generalized Gradient-Based Visual Explanations for Deep Convolutional Networks, WACV 2018"),
        Make = context => new GradCamPlusPlus(context.Settings!.Layer!),
        ForwardPasses = (_, _) => 1,
        Parameters = [TargetLayer.Parameter],
    };

    public string Id => Registration.Id;

    public IReadOnlyList<string> Layers => [layer];

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var gradients = FeatureGradients.OfProbabilities(pass, layer, classes);
        var probabilities = pass.Logits.softmax(1).gather(1, classes.unsqueeze(1)).squeeze(1);
        return Maps(pass.At(layer).Maps, gradients, probabilities).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// (N,h,w) of feature maps and gradients (N,K,h,w) and probabilities (N). Ill-conditioned where the denominator passes
    /// through zero: rounding of the gradients then shows in the map's third digit, in the comparison script as well.
    /// </summary>
    internal static Tensor Maps(Tensor featureMaps, Tensor gradients, Tensor probabilities)
    {
        using var scope = NewDisposeScope();
        var squares = gradients.Squared();
        var denominators = (Scalars.Of(2) * squares).Plus((featureMaps * gradients.pow(Scalars.Of(3))).sum([2, 3], keepdim: true));
        denominators = where(denominators == Scalars.Of(0), ones_like(denominators), denominators);
        var alphas = squares / denominators.Plus(Epsilon);
        var positive = (probabilities.exp().view(-1, 1, 1, 1) * gradients).relu();
        var weights = (alphas * positive).sum([2, 3], keepdim: true);
        return (weights * featureMaps).sum(1).relu().MoveToOuterDisposeScope();
    }
}
