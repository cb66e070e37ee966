using LCam.Evaluation;
using LCam.Experiments.Stages;
using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Galleries;

/// <summary>Paints what a network's explainers make of images.</summary>
/// <param name="orders">How the network's methods were measured.</param>
/// <param name="paintings">Takes note of all that is made, and of what cannot be.</param>
/// <param name="folder">Where the pictures go.</param>
internal sealed class NetworkPainter(PlannedNetwork network, GalleryOrders orders, GalleryOptions options, Paintings paintings, string folder)
{
    /// <param name="images">Places in the list.</param>
    /// <param name="told">Told the number of maps that each step disposed of.</param>
    public void Paint(IReadOnlyList<int> images, Action<int> told, CancellationToken cancellation)
    {
        var methods = Methods();
        told(images.Count * (network.Methods.Count - methods.Count));
        if (methods.Count == 0)
        {
            paintings.Fail(network.Network, "no explainer can be made");
            return;
        }

        var crops = images.Select(image => (Image: image, Crop: Decode(image, methods[0]))).Where(image => image.Crop is not null).ToList();
        told((images.Count - crops.Count) * methods.Count);
        var size = Math.Clamp(methods[0].Order.Evaluation.BatchSize, 1, Math.Max(1, crops.Count));
        using var painter = new MethodsPainter(network.Network, methods, paintings, folder);
        foreach (var (place, batch) in crops.Chunk(size).Index())
        {
            // Each image's clean confidence tells whether it is the one that was measured; whether a model is, one batch tells.
            painter.Paint([.. batch.Select(image => image.Image)], [.. batch.Select(image => image.Crop!)], size, check: place == 0, told, cancellation);
            GC.Collect(0);
        }
    }

    private List<PaintingMethod> Methods()
    {
        var methods = new List<PaintingMethod>();
        foreach (var method in network.Methods)
        {
            KeptMaps? kept = null;
            paintings.Attempt(network.Network, method.Method, () => kept = KeptMapsOf(method));
            if (paintings.HasFailed(network.Network, method.Method))
            {
                continue;
            }

            if (kept is null && method.Method.ForwardPasses > options.Passes)
            {
                var passes = FormattableString.Invariant($"{method.Method.ForwardPasses}");
                paintings.Fail(network.Network, method.Method, $"it takes {passes} forward passes an image; --passes {passes} includes it");
                continue;
            }

            paintings.Attempt(network.Network, method.Method, () =>
            {
                var (order, place) = orders.Of(method);
                methods.Add(new PaintingMethod(method, order, place, kept));
            });
        }

        return methods;
    }

    // Maps that were changed since are not the run's. They are made anew where their cost is within the budget.
    private KeptMaps? KeptMapsOf(PlannedMethod method)
    {
        try
        {
            return orders.KeptMapsOf(method);
        }
        catch (ProblemException problem)
        {
            paintings.Warn(network.Network, method.Method, $"its kept maps are not shown: {Paintings.Words(problem)}");
            return null;
        }
    }

    private RgbImage? Decode(int image, PaintingMethod method)
    {
        var score = network.Methods.Select(planned => planned.Scores.GetValueOrDefault(image)).OfType<ImageScore>().FirstOrDefault();
        if (score is null)
        {
            return null;
        }

        var (images, failure) = (method.Order.Images, (string?)null);
        RgbImage? crop = null;
        try
        {
            crop = ImageLoader.ForEvaluation(Path.Combine(images.Folder, score.Image), images.InputSize, images.CropSize);
            JpegFile.Write(Path.Combine(folder, GalleryFiles.Picture(network.Network, image)), crop);
        }
        catch (ProblemException problem) when (crop is null)
        {
            failure = Paintings.Words(problem);
        }

        paintings.Picture(network.Network, image, score.Image, failure);
        return crop;
    }
}
