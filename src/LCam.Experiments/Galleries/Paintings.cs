using LCam.Problems;

namespace LCam.Experiments.Galleries;

/// <summary>Which pictures of a gallery were made, and why the others were not.</summary>
internal sealed class Paintings
{
    private readonly Dictionary<(int Network, int Image), string?> _pictures = [];
    private readonly Dictionary<(int Network, int Method, int Image), PaintedMap> _maps = [];
    private readonly Dictionary<(int Network, int Method), string> _methodFailures = [];
    private readonly Dictionary<int, string> _networkFailures = [];
    private readonly List<string> _notes = [];

    /// <summary>What could not be painted: once for each reason, not for each picture.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>An image's picture was written, or could not be.</summary>
    public void Picture(GalleryNetwork network, int image, string path, string? failure)
    {
        _pictures[(network.Ordinal, image)] = failure;
        if (failure is not null)
        {
            _notes.Add($"{network.Name}: {path} has no pictures: {failure}");
        }
    }

    public void Map(GalleryNetwork network, GalleryMethod method, int image, PaintedMap map) => _maps[(network.Ordinal, method.Ordinal, image)] = map;

    /// <summary>A method's maps cannot be made, or no more of them.</summary>
    public void Fail(GalleryNetwork network, GalleryMethod method, string failure)
    {
        _methodFailures[(network.Ordinal, method.Ordinal)] = failure;
        _notes.Add($"{network.Name}, {method.Name} is without pictures: {failure}");
    }

    /// <summary>A method's pictures are not made as they would be if all were well.</summary>
    public void Warn(GalleryNetwork network, GalleryMethod method, string warning) => _notes.Add($"{network.Name}, {method.Name}: {warning}");

    /// <summary>Works at a method; what goes wrong in it costs that method's pictures alone.</summary>
    public void Attempt(GalleryNetwork network, GalleryMethod method, Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // One explainer may fail in any way; the page says so and has the others.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Fail(network, method, Words(failure));
        }
    }

    /// <summary>Nothing of a network can be painted, or nothing more.</summary>
    public void Fail(GalleryNetwork network, string failure)
    {
        _networkFailures[network.Ordinal] = failure;
        _notes.Add($"{network.Name} is without pictures: {failure}");
    }

    public bool HasFailed(GalleryNetwork network, GalleryMethod method) => _methodFailures.ContainsKey((network.Ordinal, method.Ordinal));

    /// <summary>Why an image has no picture of its own; null where it has one.</summary>
    public string? WhyNoPicture(GalleryNetwork network, int image) =>
        _pictures.TryGetValue((network.Ordinal, image), out var failure) ? failure : _networkFailures.GetValueOrDefault(network.Ordinal, "it was not painted");

    /// <summary>Why a method has no pictures of an image; null where it has.</summary>
    public string? WhyNoMap(GalleryNetwork network, GalleryMethod method, int image) =>
        Find(network, method, image) is { } map
            ? map.Constant ? "the map is constant: there is nothing to show" : null
            : _methodFailures.GetValueOrDefault((network.Ordinal, method.Ordinal))
                ?? WhyNoPicture(network, image)
                ?? _networkFailures.GetValueOrDefault(network.Ordinal, "it was not painted");

    public PaintedMap? Find(GalleryNetwork network, GalleryMethod method, int image) => _maps.GetValueOrDefault((network.Ordinal, method.Ordinal, image));

    /// <summary>What an exception means, in one line.</summary>
    public static string Words(Exception failure) => failure switch
    {
        ProblemException problem => string.Join("; ", problem.Problems),
        _ when Memory.MemoryShortage.Is(failure) => "memory ran out",
        _ => $"{failure.GetType().Name}: {failure.Message.Split('\n')[0].Trim()}",
    };
}
