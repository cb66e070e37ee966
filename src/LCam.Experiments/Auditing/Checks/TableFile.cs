using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The table's file is the one that was sealed.</summary>
internal sealed class TableFile() : AuditCheck(
    "A1-table-file", AuditLevel.Integrity, "The table's file is not the table that was sealed: it was changed by hand, or is gone", "'lcam table --output' writes it anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        foreach (var seal in subject.Seals.Values.Where(seal => seal.TablePath is not null))
        {
            if (!subject.FileSystem.File.Exists(seal.TablePath))
            {
                yield return Found(seal.TablePath!, "the file is gone");
            }
            else if (subject.FileSystem.File.ReadAllText(seal.TablePath!) is var text && ContentAddress.Of(text) != seal.Hash("table-sha256"))
            {
                yield return Found(seal.TablePath!, Difference(subject, seal, text.Split('\n')));
            }
        }
    }

    private static string Difference(AuditSubject subject, AuditedSeal seal, string[] actual)
    {
        if (subject.Table(seal.Experiment) is not { Text: { } table })
        {
            return "its hash is another";
        }

        var expected = table.Split('\n');
        var line = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return FormattableString.Invariant($"line {line + 1} has {actual.ElementAtOrDefault(line) ?? "nothing"}, and the store gives {expected.ElementAtOrDefault(line) ?? "nothing"}");
    }
}
