using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Engines;
using LCam.Experiments.Stages;
using LCam.Experiments.Tests.Stages;

namespace LCam.Experiments.Tests.Engines;

public sealed class WorkerHostTests : IDisposable
{
    private readonly MockFileSystem _files = new();
    private readonly StringWriter _output = new();
    private int _abandoned;

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Cohorts_are_executed_in_turn_and_each_is_answered()
    {
        var folders = new[] { Orders.Folder(_files, 'a'), Orders.Folder(_files, 'b') };
        var input = string.Join('\n', folders.Select(folder => WorkerProtocol.Execute([folder.Path]))) + "\nend\n";
        Assert.False(Host(input, (_, _) => { }).Run(CancellationToken.None));
        Assert.Equal([WorkerProtocol.Done, WorkerProtocol.Done], _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(folders, folder => Assert.Null(folder.ReadResult()!.Failure));
        Assert.Equal(0, _abandoned);
    }

    [Fact]
    public void A_request_to_stop_reaches_the_work_and_leaves_no_result()
    {
        var folder = Orders.Folder(_files, 'a');
        var stopped = Host(WorkerProtocol.Execute([folder.Path]) + "\nstop\nend\n", (_, cancellation) =>
        {
            Assert.True(cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
            cancellation.ThrowIfCancellationRequested();
        }).Run(CancellationToken.None);
        Assert.True(stopped);
        Assert.Null(folder.ReadResult());
    }

    [Fact]
    public async Task An_input_that_just_closes_means_that_the_coordinator_is_dead()
    {
        using var abandoned = new ManualResetEventSlim();
        var folder = Orders.Folder(_files, 'a');
        var host = new WorkerHost(
            new StageWorker([new FakeExecutor((_, _) => Assert.True(abandoned.Wait(TimeSpan.FromSeconds(20), CancellationToken.None)))]),
            _files,
            new StringReader(WorkerProtocol.Execute([folder.Path]) + "\n"),
            _output,
            abandoned.Set);
        using var over = new CancellationTokenSource();
        var running = Task.Run(() => host.Run(over.Token));
        Assert.True(abandoned.Wait(TimeSpan.FromSeconds(20)));
        await over.CancelAsync();
        Assert.True(await running.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private WorkerHost Host(string input, Action<StageTask, CancellationToken> work) =>
        new(new StageWorker([new FakeExecutor(work)]), _files, new StringReader(input), _output, () => _abandoned++);
}
