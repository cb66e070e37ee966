using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Stages;

namespace LCam.Experiments.Tests.Running;

/// <summary>What may start next. Stages are letters: small ones stand alone, capitals share work.</summary>
public sealed class StageBoardTests : IDisposable
{
    private readonly ScriptedSweep _sweep = new() { Needs = ["ba", "ca", "cb", "Ca"] };

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public void A_stage_starts_when_all_that_it_needs_is_done()
    {
        var board = Board("abc");
        Assert.Equal("a", Take(board));
        Assert.Equal("", Take(board));
        Finish(board, 'a');
        Assert.Equal("b", Take(board));
        Assert.Equal("", Take(board));
        Finish(board, 'b');
        Assert.Equal("c", Take(board));
    }

    [Fact]
    public void Stages_that_share_work_start_together_but_only_those_that_are_ready()
    {
        var board = Board("aABC");
        Assert.Equal("a", Take(board));
        Assert.Equal("AB", Take(board));
        Finish(board, 'a');
        Assert.Equal("C", Take(board));
    }

    [Fact]
    public void What_needs_a_failed_stage_is_skipped_and_all_else_goes_on()
    {
        var board = Board("abcd");
        Take(board);
        Finish(board, 'a', RunState.Failed);
        Assert.Equal("d", Take(board));
        Assert.Equal("", Take(board));
        Assert.Equal(["b", "c"], Skipped(board));
        Finish(board, 'd');
        Assert.Equal(new RunSummary(0, 1, 1, 2, 0), board.Summary());
    }

    [Fact]
    public void After_a_failure_nothing_more_starts_where_that_is_asked_for()
    {
        var board = Board("ad", new RunOptions(FailFast: true));
        Take(board);
        Finish(board, 'a', RunState.Failed);
        Assert.Equal("", Take(board));
        Assert.Equal(["d"], Skipped(board));
    }

    [Fact]
    public void What_another_process_executes_is_waited_for_and_may_come_back_or_be_done_there()
    {
        var board = Board("ab");
        Assert.Equal("a", Take(board));
        board.Defer(_sweep.Plan('a'));
        Assert.True(board.WaitsForOthers);
        Assert.Equal("", Take(board));
        board.Recall(Orders.Key('a'));
        Assert.False(board.WaitsForOthers);
        Assert.Equal("a", Take(board));
        board.FinishElsewhere(_sweep.Plan('a'), RunState.Succeeded);
        Assert.Equal("b", Take(board));
        Finish(board, 'b');
        Assert.Equal(new RunSummary(1, 1, 0, 0, 0), board.Summary());
    }

    [Fact]
    public void Once_stopped_it_starts_nothing_and_waits_for_nobody()
    {
        var board = Board("ad");
        Take(board);
        board.Defer(_sweep.Plan('a'));
        board.Stop();
        Assert.False(board.WaitsForOthers);
        Assert.Equal("", Take(board));
        Assert.Equal(["a", "d"], Skipped(board).Order());
    }

    [Fact]
    public void A_stage_that_failed_before_is_repeated_only_on_request()
    {
        Assert.Equal("", Take(Board("a", state: PlanState.Failed)));
        Assert.Equal("a", Take(Board("a", new RunOptions(RetryFailed: true), PlanState.Failed)));
    }

    private StageBoard Board(string stages, RunOptions? options = null, PlanState state = PlanState.Run) =>
        new([.. stages.Select(stage => _sweep.Plan(stage) with { State = state })], options ?? new RunOptions());

    private static string Take(StageBoard board) => string.Concat(board.TakeReady().Select(stage => stage.Key[0]));

    private void Finish(StageBoard board, char stage, RunState state = RunState.Succeeded) => board.Finish(_sweep.Plan(stage), state);

    private static IEnumerable<string> Skipped(StageBoard board) => board.Skipped().Select(skipped => $"{skipped.Stage.Key[0]}");
}
