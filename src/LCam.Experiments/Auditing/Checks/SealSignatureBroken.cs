using LCam.Experiments.Sealing;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The signature beside a seal holds.</summary>
internal sealed class SealSignatureBroken() : AuditCheck(
    "A1-seal-signature", AuditLevel.Integrity, "The signature of a seal does not hold, or is missing where signers are named", "find out who changed the seal; if it was sealed anew, 'lcam seal --sign' it")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        foreach (var seal in subject.Seals.Values.Where(seal => seal.SealPath is not null && subject.FileSystem.File.Exists(seal.SealPath)))
        {
            var signature = SealSignature.PathOf(seal.SealPath!);
            var isSigned = subject.FileSystem.File.Exists(signature);
            var problem = isSigned
                ? new SealSignature(subject.Programs).Problem(subject.FileSystem.File.ReadAllText(seal.SealPath!), signature, subject.Options.Signers)
                : subject.Options.Signers is null ? null : "there is none";
            if (problem is not null)
            {
                yield return Found(signature, problem);
            }
        }
    }
}
