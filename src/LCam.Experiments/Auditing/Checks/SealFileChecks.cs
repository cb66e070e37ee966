using LCam.Experiments.Sealing;

namespace LCam.Experiments.Auditing.Checks;

// A seal is worth what it is compared with: a file outside the store, and with signers a signature that nobody else can
// make. Each check here is a way in which the file, the signature or the store's word of them can fail.

/// <summary>The seal beside the table is the store's.</summary>
internal sealed class SealFile() : AuditCheck(
    "A1-seal-file", AuditLevel.Integrity, "The seal beside the table is not the store's: one of them was changed", "restore the store or the file from a copy; the signature, if there is one, tells which is right")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Sealing.Latest.Values
        where seal.SealPath is not null
        let there = subject.FileSystem.File.Exists(seal.SealPath)
        where !there || !seal.Is(subject.FileSystem.File.ReadAllBytes(seal.SealPath!))
        select Found(seal.SealPath!, there ? "its text is another" : "the file is gone");
}

/// <summary>A signature beside a seal holds; with signers every experiment has a seal that one of them signed.</summary>
internal sealed class SealSignatureBroken() : AuditCheck(
    "A1-seal-signature", AuditLevel.Integrity, "The signature of a seal does not hold, or an experiment has no seal that one of the named signers signed", "find out who changed the seal; if the experiment is what was computed, 'lcam seal --sign' it")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        foreach (var (experiment, problems) in subject.Sealing.Unsigned)
        {
            yield return Found(experiment, string.Join("; ", problems));
        }

        if (subject.Options.Signers is not null)
        {
            yield break;
        }

        foreach (var seal in subject.Sealing.Latest.Values.Where(seal => seal.SealPath is not null && subject.FileSystem.File.Exists(seal.SealPath)))
        {
            var signature = SealSignature.PathOf(seal.SealPath!);
            if (subject.FileSystem.File.Exists(signature) && new SealSignature(subject.Programs).Problem(subject.FileSystem.File.ReadAllText(seal.SealPath!), signature, null) is { } problem)
            {
                yield return Found(signature, problem);
            }
        }
    }
}

/// <summary>Nothing unsigned took the place of what was signed.</summary>
internal sealed class SealReplaced() : AuditCheck(
    "A1-seal-replaced", AuditLevel.Integrity, "The store's latest seal of an experiment is not the one that a named signer signed", "if the experiment is what was computed, 'lcam seal --sign' it; otherwise restore the store from a copy")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        where subject.Options.Signers is not null && !subject.Sealing.Unsigned.ContainsKey(seal.Experiment)
        let latest = subject.Sealing.Latest.GetValueOrDefault(seal.Experiment)
        where latest is null || !latest.Is(seal.Text)
        select Found(seal.Experiment, latest is null
            ? $"the store has no seal of it, and {seal.SealPath} is signed"
            : FormattableString.Invariant($"event {latest.Sequence} sealed it anew, and {seal.SealPath} is what was signed"));
}

/// <summary>A signed seal lies where it was made, seen from the store.</summary>
internal sealed class SealElsewhere() : AuditCheck(
    "A1-seal-place", AuditLevel.Integrity, "A signed seal does not lie where it was sealed, seen from its store: the tables beside it may be copies of those that are read", "move store and tables together, or 'lcam seal --sign' the experiment where it is now", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        where subject.Options.Signers is not null && seal.Version >= SealManifest.Version && !subject.Sealing.Unsigned.ContainsKey(seal.Experiment)
        let store = seal.Place("store")
        where store != subject.Store.Folder
        select Found(seal.SealPath!, $"it seals an experiment of the store {store ?? "of none"}, and this is {subject.Store.Folder}");
}

/// <summary>Signed seals bind every number.</summary>
internal sealed class SealOutdated() : AuditCheck(
    "A1-seal-version", AuditLevel.Integrity, "A signed seal is of an older version, which leaves numbers to the chain of events alone", "'lcam seal --sign' the experiment again")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        where subject.Options.Signers is not null && seal.Version != SealManifest.Version && !subject.Sealing.Unsigned.ContainsKey(seal.Experiment)
        select Found(seal.Experiment, FormattableString.Invariant($"{seal.SealPath} is of version {seal.Version}, and this program makes {SealManifest.Version}"));
}
