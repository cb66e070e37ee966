using System.Collections.Concurrent;
using System.IO.Abstractions;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Engines;

/// <summary>
/// The life of a worker process: executes the cohorts that its input orders, one after another, until it is told to
/// end, or to stop.
/// </summary>
/// <param name="abandon">Ends this process at once: called when the coordinator is dead, for whoever comes next may begin the same stages anew.</param>
public sealed class WorkerHost(StageWorker worker, IFileSystem fileSystem, TextReader input, TextWriter output, Action abandon)
{
    /// <summary>Works until told to end.</summary>
    /// <param name="stop">A request to stop that comes from elsewhere than the input.</param>
    /// <returns>Whether it was asked to stop in the middle of things.</returns>
    public bool Run(CancellationToken stop)
    {
        using var orders = new BlockingCollection<string>();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _ = Task.Factory.StartNew(() => Listen(orders, stopping), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var order in orders.GetConsumingEnumerable(stopping.Token))
            {
                var cohort = WorkerProtocol.Folders(order).Select(path => StageFolder.At(fileSystem, path)).ToList();
                output.WriteLine(Execute(cohort, stopping.Token));
                output.Flush();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop while there was nothing to do.
        }

        return stopping.IsCancellationRequested;
    }

    private string Execute(List<StageFolder> cohort, CancellationToken stop)
    {
        try
        {
            worker.Execute(cohort, stop);
            return WorkerProtocol.Done;
        }
        catch (StageBusyException)
        {
            return WorkerProtocol.Busy;
        }
    }

    private void Listen(BlockingCollection<string> orders, CancellationTokenSource stopping)
    {
        while (input.ReadLine() is { } line)
        {
            switch (line)
            {
                case WorkerProtocol.End:
                    orders.CompleteAdding();
                    return;
                case WorkerProtocol.Stop:
                    stopping.Cancel();
                    break;
                default:
                    orders.Add(line, CancellationToken.None);
                    break;
            }
        }

        abandon();
    }
}
