using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

// A run that others made cannot be repeated. What can be shown is that it is still what was adopted: rows are what the event
// of the adoption binds, files have their hashes, and what was seen of them then is what is seen of them now.

/// <summary>Rows of adopted runs are those that their events bind, and each has one.</summary>
internal sealed class AdoptedRows() : AuditCheck(
    "A1-adopted-rows", AuditLevel.Integrity, "The record, a file's row or a loss of a run made elsewhere is not what it was when it was adopted, or the run is gone, or no event tells of it", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var told = new Dictionary<string, AuditedEvent>(StringComparer.Ordinal);
        foreach (var adopted in subject.Chain.Events.Where(one => one.Kind == AdoptedRunRepository.Event))
        {
            told[adopted.Subject] = adopted;
        }

        var ids = AdoptedTables.All.SelectMany(table => RowIds(subject, table)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        foreach (var id in ids)
        {
            if (!told.TryGetValue(id, out var adopted))
            {
                yield return Found($"run {id}", "no event tells of its adoption");
                continue;
            }

            var now = RunTables.Digests(subject.Connection, id, AdoptedTables.All);
            var then = Digests(adopted.Detail);
            foreach (var table in AdoptedTables.All.Where(table => now.GetValueOrDefault(table.Id) != then.GetValueOrDefault(table.Id)))
            {
                yield return Found($"run {id}", FormattableString.Invariant($"rows of {table.Name}: event {adopted.Sequence} binds {then.GetValueOrDefault(table.Id) ?? "none"}, found {now.GetValueOrDefault(table.Id) ?? "none"}"));
            }
        }

        foreach (var gone in told.Values.Where(adopted => !ids.Contains(adopted.Subject)))
        {
            yield return Found($"run {gone.Subject}", FormattableString.Invariant($"event {gone.Sequence} tells of its adoption, and the store does not have it"));
        }
    }

    private static IEnumerable<string> RowIds(AuditSubject subject, RunTable table) =>
        Dapper.SqlMapper.Query<string>(subject.Connection, $"SELECT DISTINCT CAST({table.Key} AS TEXT) FROM {table.Name}");

    private static Dictionary<string, string> Digests(string? detail)
    {
        try
        {
            return detail is not null && JsonNode.Parse(detail)?["digests"] is JsonObject digests
                ? digests.ToDictionary(digest => digest.Key, digest => $"{digest.Value}", StringComparer.Ordinal)
                : [];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}

/// <summary>Files of adopted runs are there, and are what they were.</summary>
internal sealed class AdoptedFiles() : AuditCheck(
    "A1-adopted-file", AuditLevel.Integrity, "A file of a run made elsewhere is gone, or is not what was adopted", "adopt the same folder again, which puts copies back; or restore the file")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Options.Experiment is not null ? [] : [.. Ids(subject), .. Files(subject)];

    // Whoever writes rows and events anew cannot keep the id that others know.
    private IEnumerable<Finding> Ids(AuditSubject subject) =>
        from run in subject.Adoptions.Runs
        let id = Adopting.Adoption.IdOf(run.Files)
        where id != run.Id
        select Found($"run {run.Id}", $"expected the id {id} of its files' hashes");

    private IEnumerable<Finding> Files(AuditSubject subject) =>
        from run in subject.Adoptions.Runs
        from file in run.Files
        let path = subject.Adoptions.PathOf(file)
        let hash = subject.Adoptions.HashOf(path)
        where hash != file.Sha256 && !(hash is null && file.Role == Adopting.PastFiles.Weights)
        select hash is not null ? Found($"run {run.Id}", $"{file.Name} ({file.Role}): expected the hash {file.Sha256} of {path}, found {hash}")
            : file.Kept ? Found($"run {run.Id}", $"{file.Name} ({file.Role}): its copy {file.Copy} is gone")
            : Unchecked($"run {run.Id}", $"{file.Name} ({file.Role}) was not copied, and is not at {path} any more");
}

/// <summary>No file among the copies that no adopted run has.</summary>
internal sealed class StrayCopies() : AuditCheck(
    "A0-adopted-stray", AuditLevel.Completeness, "A file among the copies of runs made elsewhere is none of any of them", "'lcam gc' removes it, once it is an hour old", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        subject.Options.Experiment is null ? subject.Adoptions.Strays().Select(name => Found($"{AdoptedFile.Folder}/{name}", "no adopted run has this file")) : [];
}

/// <summary>The checks of an adoption, made again from what the store has, give what they gave.</summary>
internal sealed class AdoptedAgain() : AuditCheck(
    "A2-adopted", AuditLevel.Consistency, "What is recorded of a run made elsewhere is not what its files give", "restore the store from a copy, or adopt the run's folder into another store")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Options.Experiment is not null ? [] : subject.Adoptions.Runs.SelectMany(run =>
    {
        var (differences, why) = subject.Adoptions.CheckAgain(run);
        return why is not null ? [Unchecked($"run {run.Id}", why)] : differences.Select(difference => Found($"run {run.Id}", difference));
    });
}

/// <summary>A run that was adopted with findings stays one with findings.</summary>
internal sealed class AcceptedFindings() : AuditCheck(
    "A3-adopted-accepted", AuditLevel.Provenance, "A run made elsewhere was adopted although something was wrong with it", "say so wherever its numbers stand", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Options.Experiment is not null ? [] :
        from run in subject.Adoptions.Runs
        from finding in Adopting.AdoptedRecord.Items(Adopting.AdoptedRecord.Parse(run), "findings")
        select Found($"run {run.Id}", $"{finding["id"]} {finding["subject"]}: {finding["evidence"]}");
}
