using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>A stage's key is the hash of its settings.</summary>
internal sealed class StageKeyChanged() : AuditCheck(
    "A1-stage-key", AuditLevel.Integrity, "A stage's key is not the hash of its settings: the settings were edited, or the key", "restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Stages.Values
        .Where(stage => stage.IdentityHash != Digest.Parse(stage.Key))
        .Select(stage => Found($"stage {stage.Key}", $"the settings have the hash {stage.IdentityHash}"));
}
