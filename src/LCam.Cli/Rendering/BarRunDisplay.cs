using System.Globalization;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Texts;
using Spectre.Console;

namespace LCam.Cli.Rendering;

/// <summary>A sweep as progress bars, for terminals: one for the sweep, one for the stage under way.</summary>
internal sealed class BarRunDisplay(CliContext context, ProgressContext bars) : IRunObserver
{
    private readonly Dictionary<string, (StageProgress Progress, ProgressTask Bar)> _stages = new(StringComparer.Ordinal);
    private ProgressTask? _sweep;

    public void Begin(IReadOnlyList<PlannedStage> stages) => _sweep = bars.AddTask(
        "sweep",
        maxValue: Math.Max(1, stages.Count(stage => stage.State is PlanState.Run or PlanState.Resume or PlanState.Failed or PlanState.Elsewhere)));

    public void Started(PlannedStage stage, string runId) =>
        _stages[stage.Key] = (new StageProgress(context.Clock), bars.AddTask(Plain(stage.Label)));

    public void Journal(PlannedStage stage, JournalEntry entry)
    {
        var (progress, bar) = _stages[stage.Key];
        progress.Add(entry);
        bar.MaxValue = Math.Max(1, progress.Total);
        bar.Value = progress.Done;
        bar.Description = Plain($"{stage.Label}: {progress.Text()}");
        if (entry is NoteEntry note)
        {
            context.Say($"{stage.Label}: {note.Text}");
        }
    }

    public void Succeeded(PlannedStage stage, double seconds) =>
        Close(stage, string.Create(CultureInfo.InvariantCulture, $"done in {seconds:F1} s"));

    public void Failed(PlannedStage stage, string runId, StageFailure failure)
    {
        Close(stage, "failed");
        context.Say($"{stage.Label} (run {runId}) FAILED ({failure.Kind}): {failure.Message}");
    }

    public void Interrupted(PlannedStage stage) => Close(stage, "interrupted");

    public void Waiting(PlannedStage stage, RunRecord run) => context.Say($"waiting: {stage.Label} is under way in {run.Holder} (run {run.Id})");

    public void EndedElsewhere(PlannedStage stage, RunRecord run)
    {
        context.Say($"{stage.Label} {run.State.ToString().ToLowerInvariant()} in {run.Holder} (run {run.Id})");
        _sweep?.Increment(1);
    }

    public void Skipped(PlannedStage stage, string reason) => context.Say($"skipped: {stage.Label}: {reason}");

    private static string Plain(string text) => Markup.Escape(VisibleText.Line(text));

    private void Close(PlannedStage stage, string how)
    {
        var (_, bar) = _stages[stage.Key];
        bar.Description = Plain($"{stage.Label}: {how}");
        bar.StopTask();
        _sweep?.Increment(1);
    }
}
