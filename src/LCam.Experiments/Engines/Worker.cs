using LCam.Experiments.Running;
using LCam.Experiments.Stages;
using LCam.Texts;

namespace LCam.Experiments.Engines;

/// <summary>A worker process and the cohort that it executes. What it prints goes into the logs of that cohort's folders.</summary>
internal sealed class Worker(IWorkerProcess process) : IDisposable
{
    private const int LinesInMessages = 20;

    private static readonly string[] Answers = [WorkerProtocol.Done, WorkerProtocol.Busy];

    private readonly Queue<string> _lastLines = new();
    private bool _stopping;

    /// <summary>What it executes; null while it waits.</summary>
    public WorkerJob? Job { get; private set; }

    /// <summary>It can be given a cohort.</summary>
    public bool IsFree => Job is null && !_stopping && process.ExitCode is null;

    public void Execute(WorkerJob job)
    {
        Look();
        _lastLines.Clear();
        Job = job;
        process.Send(WorkerProtocol.Execute(job.Folders.Select(folder => folder.Path)));
    }

    /// <summary>Asks it, once, to stop after the current step and to end.</summary>
    public void Stop()
    {
        if (!_stopping)
        {
            _stopping = true;
            process.Send(WorkerProtocol.Stop);
        }
    }

    /// <summary>Takes in what the process has said, and whether it is still there.</summary>
    public void Look()
    {
        // Asked before the lines are read: none can come after it.
        var exitCode = process.ExitCode;
        var printed = new List<string>();
        string? answer = null;
        while (answer is null && process.TryRead(out var line))
        {
            answer = Answers.FirstOrDefault(one => line.EndsWith(one, StringComparison.Ordinal));
            // Something unfinished may stand before an answer; an answer alone is nothing that was printed, a blank line is.
            if (answer is null || line.Length > answer.Length)
            {
                printed.Add(line[..^(answer?.Length ?? 0)]);
            }
        }

        Log(printed);
        if (answer is not null)
        {
            Leave(answer == WorkerProtocol.Busy ? JobEnd.Busy : JobEnd.Done);
        }
        else if (exitCode is { } code)
        {
            Leave(WorkerEnd.Of(code, [.. _lastLines]));
        }
    }

    public void Dispose()
    {
        if (Job is null)
        {
            process.Send(WorkerProtocol.End);
        }

        process.Dispose();
    }

    private void Leave(JobEnd end)
    {
        Job?.Finish(end);
        Job = null;
    }

    private void Log(List<string> lines)
    {
        foreach (var line in lines.Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LinesInMessages)
            {
                _lastLines.Dequeue();
            }
        }

        if (lines.Count == 0 || Job is null)
        {
            return;
        }

        foreach (var folder in Job.Folders)
        {
            Append(folder, lines);
        }
    }

    private static void Append(StageFolder folder, List<string> lines)
    {
        try
        {
            folder.AppendLog(lines.Select(VisibleText.Line));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A full disk or a deleted folder is the worker's to report; its last lines are in memory.
        }
    }
}
