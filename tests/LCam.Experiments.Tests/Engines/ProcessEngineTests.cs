using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Engines;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;

namespace LCam.Experiments.Tests.Engines;

public sealed class ProcessEngineTests : IDisposable
{
    private readonly MockFileSystem _files = new();
    private readonly FakeLauncher _launcher = new();
    private readonly ProcessEngine _engine;

    public ProcessEngineTests() => _engine = new ProcessEngine(_launcher, 2);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_worker_that_is_done_takes_the_next_cohort()
    {
        var (first, second) = (Folder('a'), Folder('b'));
        _engine.Submit([first]);
        Assert.Equal(EngineState.Running, _engine.Poll(first));
        Succeed(first);
        _launcher.Started[0].Lines.Enqueue(WorkerProtocol.Done);
        Assert.Equal(EngineState.Over, _engine.Poll(first));
        Assert.Null(_engine.Collect(first)!.Failure);

        _engine.Submit([second]);
        var worker = Assert.Single(_launcher.Started);
        Assert.Equal([[first.Path], [second.Path]], worker.Heard.Select(WorkerProtocol.Folders));
    }

    [Fact]
    public void A_worker_that_finds_another_process_at_work_fails_nothing_and_takes_the_next_cohort()
    {
        var (busy, next) = (Folder('a'), Folder('b'));
        _engine.Submit([busy]);
        _launcher.Started[0].Lines.Enqueue(WorkerProtocol.Busy);
        Assert.Equal(EngineState.Over, _engine.Poll(busy));
        Assert.Equal(StageFailure.Busy, _engine.Collect(busy)!.Failure!.Kind);
        Assert.Null(busy.ReadResult());

        _engine.Submit([next]);
        Assert.Single(_launcher.Started);
    }

    [Fact]
    public void Two_cohorts_at_once_have_a_worker_each()
    {
        _engine.Submit([Folder('a')]);
        _engine.Submit([Folder('b')]);
        Assert.Equal(2, _launcher.Started.Count);
    }

    [Theory]
    [InlineData(139, "crashed", "killed by SIGSEGV: a fault in native code")]
    [InlineData(134, "crashed", "killed by SIGABRT")]
    [InlineData(137, "killed", "killed by SIGKILL, perhaps by the kernel because memory ran out")]
    [InlineData(1, "crashed", "ended with exit code 1 and without a result")]
    [InlineData(0, "crashed", "ended with exit code 0 and without a result")]
    public void A_dead_worker_fails_the_stages_that_have_no_result_and_only_those(int exitCode, string kind, string message)
    {
        var (done, open, next) = (Folder('a'), Folder('b'), Folder('c'));
        _engine.Submit([done, open]);
        Succeed(done);
        var worker = _launcher.Started[0];
        worker.Lines.Enqueue("the last words");
        worker.ExitCode = exitCode;

        Assert.Equal(EngineState.Over, _engine.Poll(open));
        Assert.Equal(EngineState.Over, _engine.Poll(done));
        Assert.Null(_engine.Collect(done)!.Failure);
        var failure = _engine.Collect(open)!.Failure!;
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  the last words", failure.Message, StringComparison.Ordinal);
        Assert.Equal("the last words", _files.File.ReadAllText(open.LogPath).Trim());

        _engine.Submit([next]);
        Assert.Equal(2, _launcher.Started.Count);
        Assert.True(worker.IsDisposed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stage_that_was_asked_to_stop_is_interrupted_whether_its_worker_says_so_or_just_ends(bool says)
    {
        var folder = Folder('a');
        _engine.Submit([folder]);
        _engine.Cancel(folder);
        _engine.Cancel(folder);
        var worker = _launcher.Started[0];
        Assert.Single(worker.Heard, WorkerProtocol.Stop);
        if (says)
        {
            worker.Lines.Enqueue(WorkerProtocol.Done);
        }

        worker.ExitCode = 75;
        Assert.Equal(EngineState.Over, _engine.Poll(folder));
        Assert.Null(_engine.Collect(folder));
    }

    [Fact]
    public void What_a_library_prints_without_a_line_end_does_not_hide_the_answer()
    {
        var folder = Folder('a');
        _engine.Submit([folder]);
        _launcher.Started[0].Lines.Enqueue("no line end" + WorkerProtocol.Done);
        Assert.Equal(EngineState.Over, _engine.Poll(folder));
        Assert.Equal("no line end", _files.File.ReadAllText(folder.LogPath).Trim());
    }

    [Fact]
    public void The_log_has_blank_lines_as_they_were_printed_and_the_message_none()
    {
        var folder = Folder('a');
        _engine.Submit([folder]);
        var worker = _launcher.Started[0];
        foreach (var line in new[] { "first", "", " ", "last" })
        {
            worker.Lines.Enqueue(line);
        }

        worker.ExitCode = 1;
        Assert.Equal(EngineState.Over, _engine.Poll(folder));
        Assert.EndsWith(":\n  first\n  last", _engine.Collect(folder)!.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(["first", "", " ", "last"], _files.File.ReadAllLines(folder.LogPath));
    }

    [Fact]
    public void An_idle_worker_is_told_to_end_and_one_at_work_is_not_asked()
    {
        _engine.Prepare();
        _engine.Submit([Folder('a')]);
        _engine.Submit([Folder('b')]);
        _launcher.Started[0].Lines.Enqueue(WorkerProtocol.Done);
        _engine.Poll(Folder('a'));
        _engine.Dispose();
        Assert.Contains(WorkerProtocol.End, _launcher.Started[0].Heard);
        Assert.DoesNotContain(WorkerProtocol.End, _launcher.Started[1].Heard);
        Assert.All(_launcher.Started, worker => Assert.True(worker.IsDisposed));
    }

    private StageFolder Folder(char key)
    {
        var folder = new StageFolder(_files, "/store", new string(key, 64), 1);
        _files.Directory.CreateDirectory(folder.Path);
        return folder;
    }

    private static void Succeed(StageFolder folder) => folder.WriteResult(new StageResult(null, []));
}
