using LCam.Evaluation;

namespace LCam.Experiments.Galleries;

/// <summary>Puts stored numbers and painted pictures together.</summary>
/// <param name="classNames">Null where they are not known.</param>
internal sealed class GalleryAssembler(GalleryPlan plan, Paintings paintings, IReadOnlyList<string>? classNames)
{
    private (int Count, double Largest) _recomputed;

    public Gallery Assemble(GalleryOptions options)
    {
        var images = plan.Images.Select(Image).ToList();
        return new Gallery
        {
            Options = options,
            Available = plan.Available,
            Percentage = plan.Percentage,
            Networks = [.. plan.Networks.Select(network => network.Network)],
            Images = images,
            Notes = [.. plan.Notes, .. paintings.Notes],
            Recomputed = _recomputed,
        };
    }

    private GalleryImage Image(ChosenImage chosen)
    {
        var known = plan.Networks.Where(network => Scores(network, chosen.Index).Any()).ToList();
        var score = Scores(known[0], chosen.Index).First();
        return new GalleryImage
        {
            Index = chosen.Index,
            Path = score.Image,
            Label = score.Label,
            LabelName = NameOf(score.Label),
            Reasons = chosen.Reasons,
            Views = [.. known.Select(network => View(network, chosen.Index))],
        };
    }

    private GalleryView View(PlannedNetwork planned, int image)
    {
        var (network, score) = (planned.Network, Scores(planned, image).First());
        var missing = paintings.WhyNoPicture(network, image);
        var before = planned.Methods.Select(method => paintings.Find(network, method.Method, image)?.Before).FirstOrDefault(value => value is not null);
        return new GalleryView
        {
            Network = network,
            Class = score.Predicted,
            ClassName = NameOf(score.Predicted),
            Confidence = score.Confidence,
            Recomputed = Differing(score.Confidence, before),
            Picture = missing is null ? GalleryFiles.Picture(network, image) : null,
            Missing = missing,
            Rows = [.. planned.Methods.Where(method => method.Scores.ContainsKey(image)).Select(method => Row(network, method, image))],
        };
    }

    private GalleryRow Row(GalleryNetwork network, PlannedMethod planned, int image)
    {
        var (method, score) = (planned.Method, planned.Scores[image]);
        var missing = paintings.WhyNoMap(network, method, image);
        var isPainted = missing is null;
        return new GalleryRow
        {
            Method = method,
            Cells =
            [
                .. planned.Percentages.Select((percentage, place) => Cell(
                    score,
                    percentage,
                    isPainted ? GalleryFiles.Map(network, method, image, place) : null,
                    isPainted ? GalleryFiles.Masked(network, method, image, place) : null)),
            ],
            Missing = missing,
            Recomputed = planned.Percentages.Count == 0
                ? null
                : Differing(PlannedMethod.After(score, planned.Percentages[0]), paintings.Find(network, method, image)?.After),
        };
    }

    private static GalleryCell Cell(ImageScore score, double percentage, string? map, string? masked)
    {
        var after = PlannedMethod.After(score, percentage);
        return new GalleryCell(percentage, after, ConfidenceScores.AverageDrop([score.Confidence], [after]), map, masked);
    }

    // Two that are no numbers are equal; one alone is as far away as can be.
    private double? Differing(double stored, double? recomputed)
    {
        if (recomputed is not { } anew)
        {
            return null;
        }

        var distance = double.IsNaN(stored) && double.IsNaN(anew) ? 0 : Math.Abs(stored - anew);
        distance = double.IsNaN(distance) ? 1 : distance;
        _recomputed = (_recomputed.Count + 1, Math.Max(_recomputed.Largest, distance));
        return distance <= Gallery.Tolerance ? null : anew;
    }

    private string? NameOf(int index) => index >= 0 && index < classNames?.Count ? classNames[index] : null;

    private static IEnumerable<ImageScore> Scores(PlannedNetwork network, int image) =>
        network.Methods.Select(method => method.Scores.GetValueOrDefault(image)).OfType<ImageScore>();
}
