namespace LCam.Experiments.Auditing.Checks;

/// <summary>The seal beside the table is the store's.</summary>
internal sealed class SealFile() : AuditCheck(
    "A1-seal-file", AuditLevel.Integrity, "The seal beside the table is not the store's: one of them was changed", "restore the store or the file from a copy; the signature, if there is one, tells which is right")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        where seal.SealPath is not null
        let there = subject.FileSystem.File.Exists(seal.SealPath)
        where !there || !seal.Is(subject.FileSystem.File.ReadAllText(seal.SealPath!))
        select Found(seal.SealPath!, there ? "its text is another" : "the file is gone");
}
