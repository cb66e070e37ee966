using Dapper;
using LCam.Experiments.Stages;
using LCam.Files;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The checkpoints that are there are what they were.</summary>
internal sealed class ChangedCheckpoint() : AuditCheck(
    "A1-checkpoint-changed", AuditLevel.Integrity, "A training checkpoint is not what its run wrote", "take it away: finished runs need none")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from row in subject.Connection.Query<(string Run, string Path, string Sha256)>("SELECT run_id, path, sha256 FROM checkpoints ORDER BY run_id, step")
        let run = subject.Runs.GetValueOrDefault(row.Run)
        where run is { Succeeded: true } && subject.IsInScope(run)
        let file = subject.PathOf(run, row.Path)
        where subject.FileSystem.File.Exists(file) && (FileIdentity.Of(file) is { Kind: not FileKind.Regular } || FileHash.Of(subject.FileSystem, file) != row.Sha256)
        select Found($"run {row.Run}", row.Path);
}
