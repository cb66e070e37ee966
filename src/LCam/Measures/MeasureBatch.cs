using LCam.Evaluation;
using LCam.Explainers;
using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Measures;

/// <summary>
/// A batch of images with one explainer's maps: what measures are taken of. What several measures need is computed once,
/// when first asked for. Owns what it computed, not what it was given.
/// </summary>
public sealed class MeasureBatch : IDisposable
{
    private readonly Dictionary<double, Tensor> _maskedLogits = [];
    private readonly IExplainer _explainer;
    private readonly ConstantMap _constantMap;
    private IReadOnlyList<double>? _before;
    private IReadOnlyList<ObjectEnergy>? _energies;
    private Tensor? _ranks;
    private Tensor? _mapsOfMasked;

    /// <param name="pass">Of N images.</param>
    /// <param name="explainer">Whose maps they are.</param>
    /// <param name="classes">(N), int64: the classes explained.</param>
    /// <param name="maps">Of the N images.</param>
    /// <param name="constantMap">What becomes of a raw map of equal values.</param>
    /// <param name="count">Images that count; the rest of the N fill up the batch.</param>
    public MeasureBatch(CleanPass pass, IExplainer explainer, Tensor classes, InputMaps maps, ConstantMap constantMap, int count)
    {
        Pass = pass;
        _explainer = explainer;
        Classes = classes;
        Maps = maps;
        _constantMap = constantMap;
        Count = count;
    }

    public CleanPass Pass { get; }

    /// <summary>(N), int64: the classes explained.</summary>
    public Tensor Classes { get; }

    /// <summary>N maps of the input's size, unmuted.</summary>
    public InputMaps Maps { get; }

    /// <summary>Images that count, at most N: the first ones.</summary>
    public int Count { get; }

    /// <summary>Object masks (Count,H,W) as <see cref="ObjectEnergy.Of"/> takes them, or null when there are none.</summary>
    public Tensor? Objects { get; init; }

    /// <summary>How much of each of the Count maps lies on its object; null when it is not known where the objects are.</summary>
    public IReadOnlyList<ObjectEnergy>? Energies => Objects is null ? null : _energies ??= ObjectEnergy.Of(Maps.Maps.narrow(0, 0, Count), Objects);

    /// <summary>Which of the Count images have an object, as far as is known.</summary>
    public IReadOnlyList<bool> HasObject => Energies is { } energies ? [.. energies.Select(energy => energy.MaskShare is not null)] : new bool[Count];

    /// <summary>Time that one image's explanation took, in seconds; null when nobody took it.</summary>
    public double? Seconds { get; init; }

    /// <summary>Which of the Count raw maps were constant or not finite where that was not meant.</summary>
    public IReadOnlyList<bool> Degenerate => [.. Maps.Degenerate.cpu().data<bool>().Take(Count)];

    /// <summary>The explained classes' softmax probabilities of the Count unmasked images.</summary>
    public IReadOnlyList<double> Before => _before ??= Confidences(Pass.Logits);

    /// <summary>Each pixel's place from the most to the least salient, (N,HW), int64, from 0; see <see cref="PixelRanks"/>.</summary>
    public Tensor Ranks => _ranks ??= Keep(() => PixelRanks.Of(Maps));

    /// <summary>The explainer's maps (N,H,W) of the images masked by their own unmuted maps, for the same classes; zeros where another program made the maps, for it is not here.</summary>
    public Tensor MapsOfMasked => _mapsOfMasked ??= Keep(() =>
    {
        if (_explainer.IsRecorded)
        {
            return zeros_like(Maps.Maps);
        }

        using var pass = new CleanPass(Pass.Backbone, Pass.Images * Maps.Maps.unsqueeze(1), Pass.Places) { Cancellation = Pass.Cancellation };
        return InputMaps.Of(_explainer, pass, Classes, _constantMap).Maps;
    });

    /// <summary>Logits (N,R) of the images masked by their own maps, of which a share in [0,1] is muted; belongs to the batch.</summary>
    public Tensor MaskedLogits(double percentage)
    {
        if (!_maskedLogits.TryGetValue(percentage, out var logits))
        {
            logits = Keep(() => Pass.Backbone.call(
                Pass.Backbone.Normalisation.Apply(Pass.Images * Muting.Apply(Maps.Maps, percentage, Maps.TieOrder).unsqueeze(1))));
            _maskedLogits.Add(percentage, logits);
        }

        return logits;
    }

    /// <summary>The explained classes' softmax probabilities of the first Count of N images with these logits (N,R).</summary>
    public IReadOnlyList<double> Confidences(Tensor logits)
    {
        using var scope = NewDisposeScope();
        var chosen = logits.softmax(1).gather(1, Classes.unsqueeze(1)).squeeze(1);
        return [.. chosen.to(float64).cpu().data<double>().Take(Count)];
    }

    public void Dispose()
    {
        _ranks?.Dispose();
        _mapsOfMasked?.Dispose();
        foreach (var logits in _maskedLogits.Values)
        {
            logits.Dispose();
        }
    }

    private static Tensor Keep(Func<Tensor> part)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return part().DetachFromDisposeScope();
    }
}
