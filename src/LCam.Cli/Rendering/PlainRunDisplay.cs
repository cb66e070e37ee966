using System.Globalization;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Cli.Rendering;

/// <summary>A sweep as plain lines, for logs and pipes.</summary>
internal sealed class PlainRunDisplay(CliContext context) : IRunObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, StageProgress> _progress = new(StringComparer.Ordinal);
    private long _lastLine = context.Clock.GetTimestamp();
    private int _total;
    private int _begun;

    public void Begin(IReadOnlyList<PlannedStage> stages) =>
        _total = stages.Count(stage => stage.State is PlanState.Run or PlanState.Resume or PlanState.Failed or PlanState.Elsewhere);

    public void Started(PlannedStage stage, string runId)
    {
        _progress[stage.Key] = new StageProgress(context.Clock);
        context.Say(string.Create(CultureInfo.InvariantCulture, $"[{++_begun}/{_total}] {stage.Label} (run {runId})"));
        _lastLine = context.Clock.GetTimestamp();
    }

    public void Journal(PlannedStage stage, JournalEntry entry)
    {
        var progress = _progress[stage.Key];
        progress.Add(entry);
        if (entry is NoteEntry note)
        {
            context.Say($"    {note.Text}");
        }

        var due = entry is StepEntry step && (step.Step + 1) % stage.Order!.Execution.DisplayInterval == 0;
        if (due || context.Clock.GetElapsedTime(_lastLine) >= Pause)
        {
            context.Say($"    {progress.Text()}");
            _lastLine = context.Clock.GetTimestamp();
        }
    }

    public void Succeeded(PlannedStage stage, double seconds) =>
        context.Say(string.Create(CultureInfo.InvariantCulture, $"    done in {seconds:F1} s"));

    public void Failed(PlannedStage stage, string runId, StageFailure failure) =>
        context.Say($"    FAILED ({failure.Kind}): {failure.Message}");

    public void Interrupted(PlannedStage stage) => context.Say("    interrupted");

    public void Waiting(PlannedStage stage, RunRecord run) =>
        context.Say($"waiting: {stage.Label} is under way in {run.Holder} (run {run.Id})");

    public void Busy(PlannedStage stage, string lockPath) =>
        context.Say($"waiting: another process is at work on {stage.Label} ({lockPath} is locked)");

    public void EndedElsewhere(PlannedStage stage, RunRecord run) =>
        context.Say($"{stage.Label} {run.State.ToString().ToLowerInvariant()} in {run.Holder} (run {run.Id})");

    public void Skipped(PlannedStage stage, string reason) => context.Say($"skipped: {stage.Label}: {reason}");
}
