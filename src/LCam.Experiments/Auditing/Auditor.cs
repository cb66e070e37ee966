using System.IO.Abstractions;
using System.Text.Json;
using LCam.Experiments.Auditing.Reruns;
using LCam.Experiments.Provenance;
using LCam.Experiments.Store;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Auditing;

/// <summary>
/// Looks for everything in a store that is not what it claims to be. The database is opened for reading alone; what
/// cannot be looked at is a finding, never a pass.
/// </summary>
/// <param name="environment">Variables that specs may name.</param>
/// <param name="rerunner">Executes runs again; null where no level that asks for it is looked at.</param>
public sealed class Auditor(IFileSystem fileSystem, IProgramRunner programs, TimeProvider clock, Func<string, string?> environment, Rerunner? rerunner = null)
{
    /// <summary>Loads libtorch, which snapshots of runs made elsewhere are looked into with; null where that is not to be done.</summary>
    public Action? LoadNumericLibrary { get; init; }

    /// <summary>Audits a store.</summary>
    /// <exception cref="ProblemException">There is no store here that could be looked at.</exception>
    public AuditReport Audit(string folder, AuditOptions options)
    {
        if (rerunner is null && !options.Levels.IsSubsetOf(AuditOptions.ReadingLevels))
        {
            throw new ArgumentException("a level asks for runs to be executed again, and nothing here does that", nameof(options));
        }

        using var store = ExperimentStore.OpenUntouched(folder, clock, anySchema: true);
        if (options.Experiment is { } name && store.Experiments.Find(name) is null)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(folder, $"the store knows no experiment {name}", "'lcam run' it first, or name its store with --store"));
        }

        using var connections = AuditConnections.Open(folder);
        var subject = new AuditSubject(store, connections, fileSystem, programs, clock, environment, options, rerunner, LoadNumericLibrary);
        try
        {
            return Audit(subject, options);
        }
        catch (AggregateException failure) when (options.Cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("the audit was stopped", failure, options.Cancellation);
        }
        finally
        {
            subject.Wait();
        }
    }

    private static AuditReport Audit(AuditSubject subject, AuditOptions options)
    {
        var checks = AuditChecks.All.Where(check => options.Levels.Contains(check.Level)).OrderBy(check => check.Level).ToList();
        var found = new Dictionary<AuditCheck, List<Finding>>();
        foreach (var check in InTime(checks, subject))
        {
            options.Cancellation.ThrowIfCancellationRequested();
            found.Add(check, Look(check, subject));
        }

        var findings = checks.SelectMany(check => found[check]).ToList();
        return new AuditReport(
            subject.Store.Folder, [.. options.Levels.Order()], Count(() => subject.Experiments) ?? [], Count(() => subject.InScope)?.Count ?? 0, Count(() => subject.Chain.Events)?.Count ?? 0, findings)
        {
            Reruns = subject.Reruns,
            TrainedElsewhere = options.Levels.Contains(AuditLevel.Training) ? Count(() => subject.TrainedElsewhere) ?? [] : [],
            Claims = options.Levels.Contains(AuditLevel.Claims) ? Count(() => subject.Experiments.SelectMany(experiment => subject.Specs.Claims(experiment).Claims).ToList())?.Count ?? 0 : 0,
        };
    }

    // First those that wait for nothing, then each when what it waits for is over.
    private static IEnumerable<AuditCheck> InTime(IReadOnlyList<AuditCheck> checks, AuditSubject subject)
    {
        var waiting = checks.Select(check => (Check: check, Task: Begin(check, subject))).ToLookup(one => one.Task, one => one.Check);
        foreach (var check in waiting[null])
        {
            yield return check;
        }

        var tasks = waiting.Select(one => one.Key).OfType<Task>().ToList();
        while (tasks.Count > 0)
        {
            var over = tasks[Task.WaitAny([.. tasks])];
            tasks.Remove(over);
            foreach (var check in waiting[over])
            {
                yield return check;
            }
        }
    }

    // What cannot be begun cannot be looked at either, which the check then says.
    private static Task? Begin(AuditCheck check, AuditSubject subject)
    {
        try
        {
            return check.Begin(subject);
        }
        catch (Exception failure) when (IsOfTheStore(failure))
        {
            return null;
        }
    }

    private static List<Finding> Look(AuditCheck check, AuditSubject subject)
    {
        var findings = new List<Finding>();
        try
        {
            findings.AddRange(check.Look(subject));
        }
        catch (Exception failure) when (IsOfTheStore(failure))
        {
            // What cannot be read may be what was tampered with.
            var cause = FirstOf(failure);
            findings.Add(check.Unchecked(subject.Store.Folder, $"{cause.GetType().Name}: {cause.Message.Split('\n')[0]}"));
        }

        return findings;
    }

    // Several reads may fail at once. Report the first by its message, so that two audits print the same.
    private static Exception FirstOf(Exception failure) =>
        failure is AggregateException all ? all.Flatten().InnerExceptions.OrderBy(one => one.Message, StringComparer.Ordinal).First() : failure;

    private static T? Count<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (IsOfTheStore(failure))
        {
            return null;
        }
    }

    // Anything may stand where a number, a time or a key should.
    private static bool IsOfTheStore(Exception failure) => failure switch
    {
        AggregateException all => all.InnerExceptions.All(IsOfTheStore),
        _ => failure is SqliteException or ProblemException or JsonException or FormatException or ArgumentException or InvalidOperationException
            or InvalidCastException or NullReferenceException or KeyNotFoundException or OverflowException or IOException or UnauthorizedAccessException or System.Data.DataException,
    };
}
