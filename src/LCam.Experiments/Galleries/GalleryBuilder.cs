using System.IO.Abstractions;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Native;
using TorchSharp;

namespace LCam.Experiments.Galleries;

/// <summary>
/// Makes an experiment's gallery: chooses images by the stored scores, and makes the explainers' maps of them anew from
/// weights, checkpoints and images. Whatever of those is missing is said; the stored numbers are there all the same.
/// </summary>
public sealed class GalleryBuilder(ExperimentStore store, IFileSystem fileSystem)
{
    /// <param name="spec">The experiment.</param>
    /// <param name="options">What to show, and where to compute.</param>
    /// <param name="folder">An existing folder that gets the pictures; whoever calls owns it.</param>
    /// <param name="progress">Told how many maps are made.</param>
    /// <exception cref="Problems.ProblemException">The options are impossible.</exception>
    public Gallery Build(ExperimentSpec spec, GalleryOptions options, string folder, IProgress<GalleryProgress>? progress, CancellationToken cancellation)
    {
        Problems.ProblemException.ThrowIfAny(Problems.ProblemKind.InvalidInput, options.Check());
        var plan = new GalleryPlanner(store).Plan(spec, options);
        var paintings = new Paintings();
        if (plan.Images.Count > 0)
        {
            Paint(plan, spec, options, paintings, folder, progress, cancellation);
        }

        return new GalleryAssembler(plan, paintings, SpecClassNames.Of(spec.Data)).Assemble(options);
    }

    private void Paint(
        GalleryPlan plan, ExperimentSpec spec, GalleryOptions options, Paintings paintings, string folder, IProgress<GalleryProgress>? progress, CancellationToken cancellation)
    {
        var orders = new GalleryOrders(spec, options, store, fileSystem);
        var images = plan.Images.Select(image => image.Index).ToList();
        var (done, total) = (0, images.Count * plan.Networks.Sum(network => network.Methods.Count));
        foreach (var network in plan.Networks)
        {
            try
            {
                TorchRuntime.Initialize();
                torch.set_num_threads(options.Threads);
                new NetworkPainter(network, orders, options, paintings, folder).Paint(images, count => progress?.Report(new GalleryProgress(done += count, total)), cancellation);
            }
            catch (OperationCanceledException)
            {
                throw;
            }
#pragma warning disable CA1031 // A network may fail in any way; the pages say so and have the stored numbers.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                paintings.Fail(network.Network, Paintings.Words(failure));
            }
        }
    }
}
