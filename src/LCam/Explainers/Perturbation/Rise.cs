using LCam.Models;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Explainers.Perturbation;

/// <summary>RISE (Petsiuk, Das and Saenko 2018): masks weighted by the class's probability under them; the same masks for all images.</summary>
internal sealed class Rise(RiseOptions options, IRiseMaskSource source) : IExplainer
{
    internal static ExplainerRegistration Registration { get; } = new()
    {
        Id = "rise",
        DisplayName = "RISE",
        Traits = new(
            "The class's mean score over random masks that show the pixel.",
            NetworkAccess.Outputs,
            "Petsiuk, Das and Saenko, RISE: Randomized Input Sampling for Explanation of Black-box Models, BMVC 2018"),
        Make = context => Create(RiseOptions.From(context.Settings!), context.Seed),
        ForwardPasses = (_, settings) => RiseOptions.From(settings).Masks,
        Parameters = RiseOptions.Parameters,
        CheckFile = (settings, file) => ImportedMasks.Check(file, RiseOptions.From(settings)),
        Seeded = true,
    };

    public string Id => Registration.Id;

    public Tensor Explain(CleanPass pass, Tensor classes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var images = pass.Normalised;
        var upsampling = new GridUpsampling(options.Grid, images.shape[2], images.shape[3]);
        var ofClasses = classes.cpu().data<long>().ToArray();

        // Thousands of small numbers are summed: in double precision the batch size cannot show.
        var sums = zeros([pass.Count, images.shape[2] * images.shape[3]], float64, images.device);
        MaskBatches.ForEach(pass, options.Masks, options.BatchSize, (first, count) =>
        {
            var exact = Masks(upsampling, first, count).to(images.device);
            var masks = exact.to(images.dtype);
            for (var row = 0; row < pass.Count; row++)
            {
                var probabilities = MaskBatches.Probabilities(pass.Backbone, images.narrow(0, row, 1), masks, ofClasses[row]);
                sums[row].PlusInPlace(probabilities.to(float64).unsqueeze(0).mm(exact.flatten(1)).squeeze(0));
            }
        });
        var saliency = sums / Scalars.Of(options.Masks * options.Probability);
        return saliency.to(images.dtype).view(pass.Count, images.shape[2], images.shape[3]).MoveToOuterDisposeScope();
    }

    /// <summary>(count,H,W), float64: masks of the numbers from <paramref name="first"/> on.</summary>
    internal Tensor Masks(GridUpsampling upsampling, int first, int count) => upsampling.Apply(
        [.. Enumerable.Range(first, count).Select(number => source.Mask(number, upsampling.CellHeight, upsampling.CellWidth))]);

    private static Rise Create(RiseOptions options, long seed) =>
        new(options, options.MaskFile is { } path ? new ImportedMasks(path, options) : new RandomMasks(options, seed));
}
