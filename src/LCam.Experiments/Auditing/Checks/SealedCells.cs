namespace LCam.Experiments.Auditing.Checks;

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
