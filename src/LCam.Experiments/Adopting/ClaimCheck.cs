using LCam.Evaluation;
using LCam.Images;

namespace LCam.Experiments.Adopting;

/// <summary>Claims: what the evaluation script printed is what the same snapshot measures here, within the bounds of docs/fidelity.md.</summary>
internal sealed class ClaimCheck(ISnapshotMeasurement measurement)
{
    // As many images as there may be on the edge of an increase: none. What is left is the rounding of a printed mean.
    private const double Rounding = 1e-6;
    private const double AverageDrop = 1e-3;

    // The script prints accuracies with four digits behind the point.
    private const double Accuracy = 1e-3;

    public IReadOnlyList<PastMeasurement> Measure(PastRun run, IReadOnlyList<PastClaim> claims, ImageSet images, CancellationToken cancellation)
    {
        var measured = new List<PastMeasurement>();
        foreach (var ofSnapshot in claims.GroupBy(claim => SnapshotOf(run, claim)))
        {
            double[] percentages = [.. ofSnapshot.Select(claim => claim.Percentage).Distinct()];
            var summaries = measurement.Measure(run, ofSnapshot.Key, images, percentages, cancellation);
            measured.AddRange(ofSnapshot.Select(claim => Compare(claim, ofSnapshot.Key, summaries[Array.IndexOf(percentages, claim.Percentage)])));
        }

        return measured;
    }

    public static IEnumerable<Finding> Find(IReadOnlyList<PastMeasurement> measured) => measured
        .Where(value => !value.Agrees)
        .Select(value => new Finding(
            "adopted-claim",
            AuditLevel.Claims,
            FindingSeverity.Error,
            FormattableString.Invariant($"{value.Snapshot} at percentage {value.Percentage}"),
            FormattableString.Invariant($"{value.Measure}: {value.File}:{value.Line} claims {value.Claimed} ({value.SaidBy}), measured {value.Measured} (tolerance {value.Tolerance:g6})"),
            "compare the lists, the images and the snapshot that were evaluated"));

    // The script says which one it loaded. Where nobody says so it is the newest: the script takes that.
    private static PastSnapshot SnapshotOf(PastRun run, PastClaim claim) =>
        run.Snapshots.FirstOrDefault(snapshot => snapshot.Name == claim.Snapshot) ?? run.Snapshots[^1];

    private static PastMeasurement Compare(PastClaim claim, PastSnapshot snapshot, ConfidenceSummary summary)
    {
        var (value, tolerance) = claim.Measure switch
        {
            PrintedEvaluation.AverageDrop => (summary.AverageDrop, AverageDrop),
            PrintedEvaluation.Increase => (summary.IncreaseInConfidence, Rounding),
            PrintedEvaluation.Top1Before => (summary.Top1Before, Accuracy),
            PrintedEvaluation.Top5Before => (summary.Top5Before, Accuracy),
            PrintedEvaluation.Top1After => (summary.Top1After, Accuracy),
            _ => (summary.Top5After, Accuracy),
        };
        return new PastMeasurement(snapshot.Name, claim.Percentage, claim.File, claim.Line, claim.SaidBy, claim.Measure, claim.Value, value, tolerance + claim.Rounding);
    }
}

/// <summary>A number that somebody says a snapshot has.</summary>
/// <param name="File">The file that says so.</param>
/// <param name="Line">1-based.</param>
/// <param name="Snapshot">Name of the snapshot; null for the newest.</param>
/// <param name="Percentage">Share of pixels that are muted.</param>
/// <param name="Measure">One of <see cref="PrintedEvaluation.Measures"/>.</param>
/// <param name="Value">In percent.</param>
/// <param name="Rounding">Half a unit of the last digit given; 0 where all digits are.</param>
internal sealed record PastClaim(string File, int Line, string? Snapshot, double Percentage, string Measure, double Value, double Rounding, string SaidBy);

/// <summary>A number that was claimed, and what it is here; in percent.</summary>
/// <param name="Line">Of the claim; of what was printed that of its heading.</param>
public sealed record PastMeasurement(string Snapshot, double Percentage, string File, int Line, string SaidBy, string Measure, double Claimed, double Measured, double Tolerance)
{
    public bool Agrees => (double.IsNaN(Claimed) && double.IsNaN(Measured)) || Math.Abs(Claimed - Measured) <= Tolerance;
}
