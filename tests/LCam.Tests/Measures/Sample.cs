using LCam.Evaluation;
using LCam.Explainers;
using LCam.Measures;
using LCam.Models;
using LCam.Tests.Models;
using static TorchSharp.torch;

namespace LCam.Tests.Measures;

/// <summary>A batch of given maps on images of a classifier that can be calculated by hand.</summary>
internal sealed class Sample : IDisposable
{
    private readonly Additive _backbone;
    private readonly CleanPass _pass;
    private readonly MeasureBatch _batch;

    /// <param name="maps">(N,H,W), as evaluation would hand them out.</param>
    /// <param name="weights">(H,W): how much each pixel of the normalised image adds to the logit of class 1; that of class 0 is 0.</param>
    /// <param name="normalised">(N,3,H,W): the image as the network sees it.</param>
    internal Sample(Tensor maps, Tensor? weights = null, Tensor? normalised = null, Tensor? objects = null, Tensor? tieOrder = null, IExplainer? explainer = null, bool degenerate = false)
    {
        var (count, height, width) = (maps.shape[0], maps.shape[1], maps.shape[2]);
        _backbone = new Additive(weights ?? ones(height, width) / (height * width));
        _pass = new CleanPass(_backbone, Denormalise(normalised ?? ones(count, 3, height, width)));
        var inputMaps = new InputMaps(maps, full([count], degenerate, dtype: @bool), tieOrder);
        _batch = new MeasureBatch(_pass, explainer ?? new Given(maps), ones(count, int64), inputMaps, ConstantMap.Zero, (int)count) { Objects = objects };
    }

    internal double? Value(string id, int? curveSteps = null) => Values(id, curveSteps)[0];

    internal IReadOnlyList<double?> Values(string id, int? curveSteps = null) =>
        MeasureRegistry.Find(id).Make!(new MeasureOptions { CurveSteps = curveSteps }).Measure(_batch);

    public void Dispose()
    {
        _batch.Dispose();
        _pass.Dispose();
        _backbone.Dispose();
    }

    private static Tensor Denormalise(Tensor normalised)
    {
        var zero = ImageNormalisation.ImageNet.Apply(zeros_like(normalised));
        var scale = ImageNormalisation.ImageNet.Apply(ones_like(normalised)) - zero;
        return (normalised - zero) / scale;
    }

    /// <summary>Explains whatever it is shown with the same maps.</summary>
    private sealed class Given(Tensor maps) : IExplainer
    {
        public string Id => "given";

        public Tensor Explain(CleanPass pass, Tensor classes) => maps;
    }

    private sealed class Additive(Tensor weights) : OneLayerNetwork("additive", 2, 3, "input")
    {
        protected override Tensor Maps(Tensor normalisedImages) => normalisedImages.alias();

        protected override Tensor Answer(Tensor featureMaps, IDropout? dropout)
        {
            var logit = (featureMaps.mean([1]) * weights).sum([1, 2]);
            return stack([zeros_like(logit), logit], 1);
        }
    }
}
