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
    private readonly Dictionary<StageFolder, JobId> _jobs = [];

    public ProcessEngineTests() => _engine = new ProcessEngine(_launcher, 2);

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void A_worker_that_is_done_takes_the_next_cohort()
    {
        var (first, second) = (Folder('a'), Folder('b'));
        Submit([first]);
        Assert.Null(End(first));
        Succeed(first);
        _launcher.Started[0].Lines.Enqueue(WorkerProtocol.Done);
        Assert.Null(End(first)!.ResultOf(first)!.Failure);

        Submit([second]);
        var worker = Assert.Single(_launcher.Started);
        Assert.Equal([[first.Path], [second.Path]], worker.Heard.Select(WorkerProtocol.Folders));
    }

    [Fact]
    public void A_worker_that_finds_another_process_at_work_fails_nothing_and_takes_the_next_cohort()
    {
        var (busy, next) = (Folder('a'), Folder('b'));
        Submit([busy]);
        _launcher.Started[0].Lines.Enqueue(WorkerProtocol.Busy);
        Assert.Equal(StageFailure.Busy, End(busy)!.ResultOf(busy)!.Failure!.Kind);
        Assert.Null(busy.ReadResult());

        Submit([next]);
        Assert.Single(_launcher.Started);
    }

    [Fact]
    public void Two_cohorts_at_once_have_a_worker_each()
    {
        Submit([Folder('a')]);
        Submit([Folder('b')]);
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
        Submit([done, open]);
        Succeed(done);
        var worker = _launcher.Started[0];
        worker.Lines.Enqueue("the last words");
        worker.ExitCode = exitCode;

        var end = End(open)!;
        Assert.Null(end.ResultOf(done)!.Failure);
        var failure = end.ResultOf(open)!.Failure!;
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  the last words", failure.Message, StringComparison.Ordinal);
        Assert.Equal("the last words", _files.File.ReadAllText(open.LogPath).Trim());

        Submit([next]);
        Assert.Equal(2, _launcher.Started.Count);
        Assert.True(worker.IsDisposed);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stage_that_was_asked_to_stop_is_interrupted_whether_its_worker_says_so_or_just_ends(bool says)
    {
        var folder = Folder('a');
        Submit([folder]);
        _engine.Cancel([_jobs[folder]]);
        _engine.Cancel([_jobs[folder]]);
        var worker = _launcher.Started[0];
        Assert.Single(worker.Heard, WorkerProtocol.Stop);
        if (says)
        {
            worker.Lines.Enqueue(WorkerProtocol.Done);
        }

        worker.ExitCode = 75;
        Assert.Null(End(folder)!.ResultOf(folder));
    }

    [Fact]
    public void What_a_library_prints_without_a_line_end_does_not_hide_the_answer()
    {
        var folder = Folder('a');
        Submit([folder]);
        _launcher.Started[0].Lines.Enqueue("no line end" + WorkerProtocol.Done);
        Assert.Equal(JobEnd.Done, End(folder));
        Assert.Equal("no line end", _files.File.ReadAllText(folder.LogPath).Trim());
    }

    [Fact]
    public void The_log_has_blank_lines_as_they_were_printed_and_the_message_none()
    {
        var folder = Folder('a');
        Submit([folder]);
        var worker = _launcher.Started[0];
        foreach (var line in new[] { "first", "", " ", "last" })
        {
            worker.Lines.Enqueue(line);
        }

        worker.ExitCode = 1;
        Assert.EndsWith(":\n  first\n  last", End(folder)!.ResultOf(folder)!.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(["first", "", " ", "last"], _files.File.ReadAllLines(folder.LogPath));
    }

    [Fact]
    public void An_idle_worker_is_told_to_end_and_one_at_work_is_not_asked()
    {
        _engine.Prepare();
        var idle = Folder('a');
        Submit([idle]);
        Submit([Folder('b')]);
        _launcher.Started[0].Lines.Enqueue(WorkerProtocol.Done);
        Assert.NotNull(End(idle));
        _engine.Dispose();
        Assert.Contains(WorkerProtocol.End, _launcher.Started[0].Heard);
        Assert.DoesNotContain(WorkerProtocol.End, _launcher.Started[1].Heard);
        Assert.All(_launcher.Started, worker => Assert.True(worker.IsDisposed));
    }

    [Fact]
    public void Many_jobs_are_submitted_and_asked_for_at_once()
    {
        var jobs = _engine.Submit([[Folder('a')], [Folder('b')]]).Select(job => job!.Value).ToList();
        Assert.NotEqual(jobs[0], jobs[1]);
        _launcher.Started[1].Lines.Enqueue(WorkerProtocol.Done);
        var answers = _engine.Poll(jobs);
        Assert.Equal([JobState.Running, JobState.Ended], jobs.Select(job => answers[job].State));
    }

    [Fact]
    public void A_job_of_another_coordinator_has_ended_for_no_worker_outlives_its_own() =>
        Assert.Equal(JobEndKind.Lost, _engine.Poll([JobId.Parse("7")])[JobId.Parse("7")].End!.Kind);

    // One job, remembered by each of its folders.
    private void Submit(IReadOnlyList<StageFolder> cohort)
    {
        var job = Assert.Single(_engine.Submit([cohort]))!.Value;
        foreach (var folder in cohort)
        {
            _jobs[folder] = job;
        }
    }

    private JobEnd? End(StageFolder folder) => _engine.Poll([_jobs[folder]])[_jobs[folder]].End;

    private StageFolder Folder(char key)
    {
        var folder = new StageFolder(_files, "/store", new string(key, 64), 1);
        _files.Directory.CreateDirectory(folder.Path);
        return folder;
    }

    private static void Succeed(StageFolder folder) => folder.WriteResult(new StageResult(null, []));
}
