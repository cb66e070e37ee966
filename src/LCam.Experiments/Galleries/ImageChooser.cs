using LCam.Randomness;

namespace LCam.Experiments.Galleries;

/// <summary>
/// Chooses the images of a gallery from stored scores: the same scores, number and seed give the same images in the same
/// order. For each reason and network in turn the next image in that order comes in, until there are enough.
/// </summary>
internal sealed class ImageChooser
{
    private readonly Dictionary<int, List<ChosenReason>> _reasons = [];
    private readonly List<int> _order = [];

    private ImageChooser()
    {
    }

    /// <summary>The images, in the order in which they came in; all there are where <paramref name="count"/> is not reached.</summary>
    public static IReadOnlyList<ChosenImage> Choose(IReadOnlyList<NetworkChanges> networks, int count, long seed)
    {
        var chooser = new ImageChooser();
        var queues = Enum.GetValues<ImageReason>()
            .SelectMany(why => networks.Select((network, place) => Rank(network, why, seed, place)))
            .Select(ranked => new Queue<(int Image, ChosenReason Reason)>(ranked))
            .ToList();
        while (chooser._order.Count < count && queues.Exists(queue => queue.Count > 0))
        {
            foreach (var queue in queues.Where(_ => chooser._order.Count < count))
            {
                chooser.Take(queue);
            }
        }

        return [.. chooser._order.Select(image => new ChosenImage(image, chooser._reasons[image]))];
    }

    // An image that another reason brought in has this one too, and the next comes in for it; of the drawn that says nothing.
    private void Take(Queue<(int Image, ChosenReason Reason)> queue)
    {
        while (queue.TryDequeue(out var next))
        {
            if (!_reasons.TryGetValue(next.Image, out var reasons))
            {
                _reasons.Add(next.Image, [next.Reason]);
                _order.Add(next.Image);
                return;
            }

            if (next.Reason.Why != ImageReason.Sample)
            {
                reasons.Add(next.Reason);
            }
        }
    }

    private static IEnumerable<(int Image, ChosenReason Reason)> Rank(NetworkChanges network, ImageReason why, long seed, int place) =>
        (why switch
        {
            ImageReason.Worst => Proposed(network).OrderByDescending(image => image.Value).ThenBy(image => image.Image),
            ImageReason.Best => Proposed(network).OrderBy(image => image.Value).ThenBy(image => image.Image),
            ImageReason.Disagreement => Spreads(network).OrderByDescending(image => image.Value).ThenBy(image => image.Image),
            _ => Drawn(network, seed, place),
        }).Select((image, rank) => (image.Image, new ChosenReason(why, network.Network, rank + 1, image.Value)));

    // Without a proposed model the other methods stand in, and without those the controls.
    private static IEnumerable<(int Image, double Value)> Proposed(NetworkChanges network)
    {
        Func<MethodChanges, bool>[] choices = [method => method.IsProposed, method => !method.IsControl, _ => true];
        var methods = choices.Select(choice => network.Methods.Where(choice).ToList()).FirstOrDefault(some => some.Count > 0) ?? [];
        return Common(methods).Select(image => (image, methods.Average(method => method.Losses[image])));
    }

    private static IEnumerable<(int Image, double Value)> Spreads(NetworkChanges network)
    {
        var methods = network.Methods.Where(method => !method.IsControl).ToList();
        return methods.Count < 2 ? [] : Common(methods).Select(image => (image, Deviation([.. methods.Select(method => Math.Max(0, method.Losses[image]))])));
    }

    private static IEnumerable<(int Image, double Value)> Drawn(NetworkChanges network, long seed, int place)
    {
        var images = network.Methods.SelectMany(method => method.Losses.Keys).Distinct().Order().ToArray();
        var random = new CounterRandom(seed, RandomPurpose.GallerySample, 0, place);
        return random.NextPermutation(images.Length).Select(index => (images[index], double.NaN));
    }

    // Images that every one of these methods has a number for.
    private static IEnumerable<int> Common(List<MethodChanges> methods) => methods.Count == 0
        ? []
        : methods[0].Losses.Keys.Where(image => methods.All(method => method.Losses.TryGetValue(image, out var loss) && double.IsFinite(loss)));

    private static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
