using System.Text.Json;
using LCam.Experiments.Provenance;
using LCam.Experiments.Sealing;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

// A seal proves that an experiment is what it was when it was sealed, the more so the less it leaves to what can be made
// anew: cells, runs, rows, files, environments, stages and the spec are each held against it.

/// <summary>The chain still has the head that was sealed.</summary>
internal sealed class SealedChain() : ChainCheck(
    "A1-seal-chain", AuditLevel.Integrity, "The chain of events does not go through the head that a seal has", "restore the store from a copy: the chain was made anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        let head = Head(seal)
        let one = head.Sequence is 0 ? null : subject.Chain.Events.ElementAtOrDefault((int)head.Sequence - 1)
        where head.Sequence != 0 && (one is null || one.Sequence != head.Sequence || one.Hash is null || one.Hash != Digest.Parse(head.Hash))
        select Found(seal.Experiment, FormattableString.Invariant($"event {head.Sequence} has the hash {one?.Hash?.ToString() ?? "of none"}, not {head.Hash}"));

    // No chain has an event before its first: a seal that tells of no head is found.
    private static (long Sequence, string? Hash) Head(AuditedSeal seal) =>
        seal.Chain is { } chain && chain.TryGetProperty("sequence", out var sequence) && chain.TryGetProperty("hash", out var hash)
            ? (sequence.GetInt64(), hash.GetString())
            : (-1, null);
}

/// <summary>The sealed runs are what they were.</summary>
internal sealed class SealedRuns() : ChainCheck(
    "A1-seal-run", AuditLevel.Integrity, "A run is not the one that was sealed", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var events = new Dictionary<string, Digest?>(StringComparer.Ordinal);
        foreach (var one in subject.Chain.Events.Where(one => one.IsSuccess))
        {
            events[one.Subject] = one.Hash;
        }

        return
            from seal in subject.Seals.Values
            from run in seal.Runs()
            where !subject.IsRemoved(run.Name)
            let why = Difference(subject, run.Name, run.Value, events)
            where why is not null
            select Found($"{seal.Experiment}: run {run.Name}", why);
    }

    private static string? Difference(AuditSubject subject, string run, JsonElement sealedRun, Dictionary<string, Digest?> events)
    {
        if (subject.Runs.GetValueOrDefault(run) is not { } there)
        {
            return "the store no longer has it";
        }

        if (events.GetValueOrDefault(run) is not { } hash || Digest.Parse(sealedRun.GetProperty("event").GetString()) != hash)
        {
            return "the event that binds its numbers is another";
        }

        if (sealedRun.TryGetProperty("stage", out var stage) && (!stage.ValueEquals(there.StageKey) || sealedRun.GetProperty("attempt").GetInt64() != there.Attempt))
        {
            return "it is of another stage or another attempt";
        }

        if (!there.Succeeded)
        {
            return $"it is {there.State}";
        }

        var (files, then) = (subject.Files.Of(run), sealedRun.GetProperty("artifacts").EnumerateObject().ToList());
        return files.Count == then.Count && then.TrueForAll(file => files.Any(artifact => file.NameEquals(artifact.Path) && file.Value.ValueEquals(artifact.Sha256)))
            ? null
            : "the files that it left are others";
    }
}

/// <summary>The rows of sealed runs are what they were, whatever the chain of events says.</summary>
internal sealed class SealedRows() : RowCheck(
    "A1-seal-rows", AuditLevel.Integrity, "Numbers of a run are not those that were sealed, or a table takes numbers from a run that was not", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        foreach (var seal in subject.Seals.Values.Where(seal => seal.Version >= SealManifest.Version))
        {
            var runs = new HashSet<string>(StringComparer.Ordinal);
            foreach (var run in seal.Runs())
            {
                runs.Add(run.Name);
                if (!subject.IsRemoved(run.Name) && Differences(run.Value.GetProperty("digests"), subject.Facts.GetValueOrDefault(run.Name)) is { Length: > 0 } tables)
                {
                    yield return Found($"{seal.Experiment}: run {run.Name}", $"other rows than sealed: {tables}");
                }
            }

            foreach (var run in subject.RunsBehind(seal.Experiment).Where(run => !runs.Contains(run.Id)))
            {
                yield return Found($"{seal.Experiment}: run {run.Id}", "it is in no seal of the experiment");
            }
        }
    }

    private static string Differences(JsonElement digests, RunFacts? facts) => string.Join(", ", digests.EnumerateObject()
        .Where(table => facts?.DigestOf(table.Name) is not { } now || now != Digest.Parse(table.Value.GetString())).Select(table => table.Name)
        .Concat((facts?.Digests ?? []).Where(table => !digests.TryGetProperty(table.Table, out _)).Select(table => table.Table)));
}

/// <summary>Sealed runs were computed where the seal says.</summary>
internal sealed class SealedEnvironments() : AuditCheck(
    "A1-seal-environment", AuditLevel.Integrity, "The environment, source or inputs recorded for a run are not those that were sealed", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        where seal.Version >= SealManifest.Version
        from sealedRun in seal.Runs()
        let run = subject.Runs.GetValueOrDefault(sealedRun.Name)
        where run is not null
        from fact in new[] { ("environment", run.EnvironmentId), ("source", run.SourceId), ("inputs", run.InputsId) }
        let then = sealedRun.Value.GetProperty(fact.Item1).GetString()
        where then != fact.Item2
        select Found($"{seal.Experiment}: run {run.Id}", $"{fact.Item1} {fact.Item2 ?? "none"}, and sealed was {then ?? "none"}");
}

/// <summary>The sealed stages are what they were.</summary>
internal sealed class SealedStages() : AuditCheck(
    "A1-seal-stage", AuditLevel.Integrity, "The kind, label or time of a stage is not what was sealed", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var there = subject.Store.Seals.Stages([.. subject.Seals.Values.SelectMany(seal => seal.Stages()).Select(stage => stage.Name).Distinct(StringComparer.Ordinal)])
            .ToDictionary(stage => stage.Key, StringComparer.Ordinal);
        return
            from seal in subject.Seals.Values
            from stage in seal.Stages()
            let now = there.GetValueOrDefault(stage.Name)
            let then = new RecordedStage(stage.Name, Text(stage, "kind"), Text(stage, "label"), Text(stage, "created"))
            where now != then
            select Found($"{seal.Experiment}: stage {stage.Name}", now is null ? "the store no longer has it" : $"it is {now.Kind} '{now.Label}' of {now.Created}, and sealed was {then.Kind} '{then.Label}' of {then.Created}");
    }

    private static string Text(JsonProperty stage, string name) => stage.Value.GetProperty(name).GetString()!;
}

/// <summary>The sealed cells are what they were.</summary>
internal sealed class SealedCells() : AuditCheck(
    "A1-seal-cell", AuditLevel.Integrity, "An experiment's cells or the runs behind them are not those that were sealed", "run the experiment: it is sealed anew once it is finished")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        let then = seal.Cells().Select(cell => Text(cell.GetProperty("cell").GetString(), cell.GetProperty("fingerprint").GetString(), cell.GetProperty("runs").EnumerateArray().Select(run => run.GetString()!))).ToList()
        let now = subject.Cells.Where(cell => cell.Experiment == seal.Experiment).Select(cell => Text(cell.Label, cell.Fingerprint, cell.Keys.Select(key => subject.Latest.GetValueOrDefault(key)?.Id ?? key))).ToList()
        where !then.SequenceEqual(now)
        let place = then.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count()
        select Found(seal.Experiment, $"sealed was {then.ElementAtOrDefault(place) ?? "no cell"}, and there is {now.ElementAtOrDefault(place) ?? "none"}");

    private static string Text(string? label, string? fingerprint, IEnumerable<string> runs) => $"'{label}' ({fingerprint}) of {string.Join(", ", runs)}";
}

/// <summary>The sealed spec is what it was.</summary>
internal sealed class SealedSpec() : AuditCheck(
    "A1-seal-spec", AuditLevel.Integrity, "The spec in the store is not the one that was sealed", "restore the store from a copy, or run the experiment: it is then sealed anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        let why = Difference(subject, seal)
        where why is not null
        select Found(seal.Experiment, why);

    private static string? Difference(AuditSubject subject, AuditedSeal seal) => subject.Store.Experiments.Find(seal.Experiment) switch
    {
        null => "the store no longer has it",
        var experiment when ContentAddress.Of(experiment.SpecText) != seal.Hash("spec-sha256") || ContentAddress.Of(experiment.Resolved) != seal.Hash("resolved-sha256") =>
            "its text or its resolved values are others",
        _ when seal.Version >= SealManifest.Version && subject.Specs.SpecPathOf(seal.Experiment) != seal.Place("spec") =>
            $"it is said to be {subject.Specs.SpecPathOf(seal.Experiment)}, and sealed was {seal.Place("spec") ?? "none"}",
        _ when seal.Version >= SealManifest.Version && subject.Store.Seals.Created(seal.Experiment) != seal.Hash("created") => "it was recorded at another time",
        _ => null,
    };
}
