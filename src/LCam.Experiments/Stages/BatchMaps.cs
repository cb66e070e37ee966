using LCam.Explainers;
using LCam.Models;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>
/// One explainer's raw maps of the batch under way: explained once, however many stages look at them, or read where they
/// were kept. What is asked of another pass, such as one of masked images, is always explained.
/// </summary>
internal class BatchMaps : IExplainer, IDisposable
{
    private readonly StageExplainer _explainer;
    private readonly KeptMaps? _kept;
    private CleanPass? _pass;
    private torch.Tensor? _maps;

    private BatchMaps(StageExplainer explainer, KeptMaps? kept)
    {
        _explainer = explainer;
        _kept = kept;
    }

    /// <param name="kept">The maps that an earlier stage kept; null where there are none.</param>
    public static BatchMaps Of(StageExplainer explainer, KeptMaps? kept) =>
        explainer.Explainer is IUnscaledExplainer unscaled ? new Unscaled(explainer, unscaled, kept) : new BatchMaps(explainer, kept);

    public string Id => _explainer.Explainer.Id;

    public bool IsRecorded => _explainer.Explainer.IsRecorded;

    // Maps that are read need no layer.
    public IReadOnlyList<string> Layers => _kept is null ? _explainer.Explainer.Layers : [];

    /// <summary>Takes up a batch; that before is forgotten.</summary>
    public void Begin(CleanPass pass)
    {
        _maps?.Dispose();
        (_pass, _maps) = (pass, null);
    }

    public torch.Tensor Explain(CleanPass pass, torch.Tensor classes)
    {
        if (!ReferenceEquals(pass, _pass))
        {
            return _explainer.Explainer.Explain(pass, classes);
        }

        _maps ??= (_kept?.Of(pass) ?? _explainer.Explainer.Explain(pass, classes)).DetachFromDisposeScope();
        return _maps.alias();
    }

    public void Dispose()
    {
        _maps?.Dispose();
        _explainer.Dispose();
    }

    private sealed class Unscaled(StageExplainer explainer, IUnscaledExplainer unscaled, KeptMaps? kept) : BatchMaps(explainer, kept), IUnscaledExplainer
    {
        public torch.Tensor TieOrder(CleanPass pass) => unscaled.TieOrder(pass);
    }
}
