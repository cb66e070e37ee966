using System.IO.Abstractions;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LCam.Experiments.Monitoring;
using LCam.Experiments.Store;

namespace LCam.Reporting.Serving;

/// <summary>Tells how far an experiment is, as often as that changes.</summary>
internal sealed class ProgressFeed(string experiment, ExperimentStore store, IFileSystem fileSystem, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private readonly SweepMonitor _monitor = new(store, fileSystem, clock);

    /// <summary>States as JSON, the first at once, until cancelled.</summary>
    public async IAsyncEnumerable<SseItem<string>> Follow([EnumeratorCancellation] CancellationToken cancellation)
    {
        string? said = null;
        while (!cancellation.IsCancellationRequested)
        {
            var state = JsonSerializer.Serialize(ProgressState.Of(store.Seals.Head().Sequence, _monitor.Look(experiment)), Options);
            if (state != said)
            {
                yield return new SseItem<string>(state);
                said = state;
            }

            try
            {
                await Task.Delay(Interval, clock, cancellation);
            }
            catch (OperationCanceledException)
            {
                yield break;
            }
        }
    }
}
