using System.Globalization;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Our intervals over seeds cover the published values that are on file.</summary>
internal sealed class MissedClaim() : AuditCheck(
    "A6-claim", AuditLevel.Claims, "A published value on file is not in the interval of ours over images and seeds", "find out which settings, data or definitions differ, or whether the value was copied wrongly; say so beside the table", FindingSeverity.Warning)
{
    private const int FewestSeeds = 2;

    public override IEnumerable<Finding> Look(AuditSubject subject) => subject.Experiments.SelectMany(experiment => Look(subject, experiment));

    private IEnumerable<Finding> Look(AuditSubject subject, string experiment)
    {
        var (claims, why) = subject.Specs.Claims(experiment);
        return why is not null ? [Unchecked(experiment, why)] : claims.Select(Look).OfType<Finding>();
    }

    private Finding? Look(AuditedClaim claim) => claim switch
    {
        { Cell: null } => Unchecked(claim.Subject, "no table of the experiment that shows published values has such a cell"),
        { Cell.Value: null } => Unchecked(claim.Subject, $"we have no value: {claim.Cell.Missing}"),
        { Cell: { DependsOnSeed: true, Seeds: < FewestSeeds, Value: { } ours } } => Unchecked(claim.Subject, string.Create(
            CultureInfo.InvariantCulture, $"one seed has no interval over seeds; published is {claim.Value.Value}, ours {ours:F2}")),
        { Cell.Interval: null } => Unchecked(claim.Subject, "our value has no interval: it is not finite, or its seeds were measured on different images"),
        { Cell.Interval: { } interval } when !interval.Covers(claim.Value.Value) => Found(claim.Subject, string.Create(
            CultureInfo.InvariantCulture, $"published is {claim.Value.Value} ({claim.Value.Source}, {claim.Value.Place}), ours {claim.Cell.Value:F2} [{interval.Low:F2}, {interval.High:F2}] {(claim.Cell.DependsOnSeed ? $"over {claim.Cell.Seeds} seeds" : "over images, and no seed moves it")}")),
        _ => null,
    };
}
