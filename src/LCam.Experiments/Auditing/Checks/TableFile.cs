using System.Text;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>The tables' files are those that were sealed, byte for byte.</summary>
internal sealed class TableFile() : AuditCheck(
    "A1-table-file", AuditLevel.Integrity, "A table's file is not the table that was sealed: it was changed by hand, or is gone", "'lcam table --output' writes it anew")
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from seal in subject.Seals.Values
        from table in seal.Tables()
        let why = Difference(subject, seal.Experiment, table.Name, table.File, table.Sha256)
        where why is not null
        select Found(table.File, why);

    private static string? Difference(AuditSubject subject, string experiment, string? name, string file, string? sha256)
    {
        var read = AuditedFile.Read(subject.FileSystem, file);
        if (read.Bytes is not { } bytes)
        {
            return read.Why;
        }

        if (ContentAddress.Of(bytes) == sha256)
        {
            return null;
        }

        if (subject.Tables(experiment).Tables?.Of(name).Text is not { } table)
        {
            return "its hash is another";
        }

        var (expected, actual) = (table.Split('\n'), Encoding.UTF8.GetString(bytes).Split('\n'));
        var line = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        return FormattableString.Invariant($"line {line + 1} has {actual.ElementAtOrDefault(line) ?? "nothing"}, and the store gives {expected.ElementAtOrDefault(line) ?? "nothing"}");
    }
}
