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
        let file = AuditedFile.Read(subject.FileSystem, seal.SealPath!)
        where file.Bytes is null || !seal.Is(file.Bytes)
        select Found(seal.SealPath!, file.Bytes is null ? file.Why : "expected the text that the store has, found another");
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

        foreach (var path in subject.Sealing.Latest.Values.Select(seal => seal.SealPath).OfType<string>())
        {
            // A seal that cannot be read is A1-seal-file's.
            if (SealSignature.IsThere(path) && AuditedFile.Read(subject.FileSystem, path).Bytes is { } seal && new SealSignature(subject.Programs).Problem(seal, SealSignature.PathOf(path), null) is { } problem)
            {
                yield return Found(SealSignature.PathOf(path), problem);
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

/// <summary>
/// A signed seal lies where it was made, seen from the store, and where the experiment's spec puts it: a copy of it in
/// another folder has copies of the tables beside it, and says nothing of those that people read.
/// </summary>
internal sealed class SealElsewhere() : AuditCheck(
    "A1-seal-place", AuditLevel.Integrity, "A signed seal does not lie where it was sealed, seen from its store, or not where the spec puts it: the tables beside it may be copies of those that are read", "move store and tables together, or 'lcam seal --sign' the experiment where it is now", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        where subject.Options.Signers is not null && seal.Version >= SealManifest.Version && !subject.Sealing.Unsigned.ContainsKey(seal.Experiment)
        let why = Difference(subject, seal)
        where why is not null
        select Found(seal.SealPath!, why);

    private static string? Difference(AuditSubject subject, AuditedSeal seal)
    {
        if (seal.Place("store") is var store && store != subject.Store.Folder)
        {
            return $"expected a seal of the store {subject.Store.Folder}, found one of {store ?? "none"}";
        }

        // A spec that cannot be read is A1-seal-table's.
        return subject.Specs.SealPathOf(seal.Experiment) is { } asked && asked != seal.SealPath
            ? $"expected the signed seal at {asked}, where the spec puts it; there is none that is signed"
            : null;
    }
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
