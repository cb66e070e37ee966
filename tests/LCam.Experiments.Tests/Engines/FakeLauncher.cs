using LCam.Experiments.Engines;

namespace LCam.Experiments.Tests.Engines;

internal sealed class FakeLauncher : IWorkerLauncher
{
    public List<FakeWorker> Started { get; } = [];

    public IWorkerProcess Start()
    {
        Started.Add(new FakeWorker());
        return Started[^1];
    }
}
