using LCam.Experiments.Stages;
using LCam.Images;
using TorchSharp;

namespace LCam.Experiments.Tests.Stages;

/// <summary>Learns a sum that depends on every image, in order: any step left out or done twice shows.</summary>
/// <param name="beforeStep">Called with each step's number.</param>
internal sealed class CountingTrainable(Action<long>? beforeStep = null) : ITrainable, IDisposable
{
    private readonly torch.Tensor _sum = torch.zeros(1, torch.ScalarType.Float64);

    public double Loss { get; set; } = 1;

    public double Sum => _sum.item<double>();

    public IReadOnlyDictionary<string, double> Step(ImageBatch batch, int epoch, long step)
    {
        beforeStep?.Invoke(step);
        _sum.mul_(0.9).add_(batch.Images.sum() * (step + 1));
        return new Dictionary<string, double> { ["loss"] = Loss, ["learning-rate"] = 0.5, ["sum"] = Sum };
    }

    public IReadOnlyDictionary<string, torch.Tensor> Export() => new Dictionary<string, torch.Tensor> { ["sum"] = _sum.clone() };

    public void Import(IReadOnlyDictionary<string, torch.Tensor> state) => _sum.copy_(state["sum"]);

    public void Dispose() => _sum.Dispose();
}
