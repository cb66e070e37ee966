using LCam.Evaluation;
using LCam.Experiments.Auditing;
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

    public IReadOnlyList<PastMeasurement> Measure(PastRun run, IReadOnlyList<PrintedEvaluation> printed, ImageSet images, CancellationToken cancellation)
    {
        var measured = new List<PastMeasurement>();
        foreach (var ofSnapshot in printed.GroupBy(evaluation => SnapshotOf(run, evaluation)))
        {
            double[] percentages = [.. ofSnapshot.Select(evaluation => evaluation.Percentage).Distinct()];
            var summaries = measurement.Measure(run, ofSnapshot.Key, images, percentages, cancellation);
            measured.AddRange(ofSnapshot.SelectMany(evaluation => Compare(
                evaluation, ofSnapshot.Key, summaries[Array.IndexOf(percentages, evaluation.Percentage)])));
        }

        return measured;
    }

    public static IEnumerable<Finding> Find(IReadOnlyList<PastMeasurement> measured, string file) => measured
        .Where(value => !value.Agrees)
        .Select(value => new Finding(
            "adopted-claim",
            AuditLevel.Claims,
            FindingSeverity.Error,
            FormattableString.Invariant($"{value.Snapshot} at percentage {value.Percentage}"),
            FormattableString.Invariant($"{value.Measure}: {file}:{value.Line} claims {value.Claimed}, measured {value.Measured} (tolerance {value.Tolerance})"),
            "compare the lists, the images and the snapshot that were evaluated"));

    /// <summary>The snapshot that the script says it loaded; the newest where it does not say so: it takes that.</summary>
    public static PastSnapshot SnapshotOf(PastRun run, PrintedEvaluation evaluation) =>
        run.Snapshots.FirstOrDefault(snapshot => snapshot.Name == evaluation.Snapshot) ?? run.Snapshots[^1];

    private static IEnumerable<PastMeasurement> Compare(PrintedEvaluation evaluation, PastSnapshot snapshot, ConfidenceSummary summary) => evaluation.Values.Select(claim =>
    {
        var (value, tolerance) = claim.Key switch
        {
            PrintedEvaluation.AverageDrop => (summary.AverageDrop, AverageDrop),
            PrintedEvaluation.Increase => (summary.IncreaseInConfidence, Rounding),
            "top1-before" => (summary.Top1Before, Accuracy),
            "top5-before" => (summary.Top5Before, Accuracy),
            "top1-after" => (summary.Top1After, Accuracy),
            _ => (summary.Top5After, Accuracy),
        };
        return new PastMeasurement(snapshot.Name, evaluation.Percentage, evaluation.Line, claim.Key, claim.Value, value, tolerance);
    });
}

/// <summary>A number that was claimed, and what it is here; in percent.</summary>
/// <param name="Line">Of the heading under which it was printed.</param>
public sealed record PastMeasurement(string Snapshot, double Percentage, int Line, string Measure, double Claimed, double Measured, double Tolerance)
{
    public bool Agrees => (double.IsNaN(Claimed) && double.IsNaN(Measured)) || Math.Abs(Claimed - Measured) <= Tolerance;
}
