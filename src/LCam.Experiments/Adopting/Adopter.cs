using System.Globalization;
using LCam.Images;
using LCam.Models;
using LCam.Problems;
using LCam.Weights;

namespace LCam.Experiments.Adopting;

/// <summary>What a user has of a training that the reference's scripts did.</summary>
/// <param name="Folder">The script's folder of snapshots, with its record.</param>
public sealed record AdoptRequest(string Folder)
{
    /// <summary>The list that it was trained on.</summary>
    public string? TrainingList { get; init; }

    /// <summary>The classifier's weights, as published.</summary>
    public string? Weights { get; init; }

    /// <summary>What the training script printed.</summary>
    public string? TrainingOutput { get; init; }

    /// <summary>What the evaluation script printed.</summary>
    public string? Printed { get; init; }

    /// <summary>What somebody else says that it measures: see <see cref="ClaimsFile"/>.</summary>
    public string? Claims { get; init; }

    /// <summary>The list that it was evaluated on.</summary>
    public string? EvaluationList { get; init; }

    /// <summary>The folder of that list's images.</summary>
    public string? Images { get; init; }
}

/// <summary>Looks at a past run: what it was, what is not as it should be, and what nobody can know of it.</summary>
public sealed class Adopter
{
    private readonly PastRun _run;
    private readonly IReadOnlyList<(PastFile File, SnapshotFacts Facts)> _snapshots;
    private readonly IReadOnlyList<PastClaim> _claims;
    private readonly TrainingOutput? _output;
    private readonly ImageSet? _images;

    private Adopter(PastFiles files, PastRun run, IReadOnlyList<(PastFile File, SnapshotFacts Facts)> snapshots, IReadOnlyList<PastClaim> claims, TrainingOutput? output, ImageSet? images)
    {
        Files = files;
        _run = run;
        _snapshots = snapshots;
        _claims = claims;
        _output = output;
        _images = images;
    }

    /// <summary>What it looks at.</summary>
    public PastFiles Files { get; }

    /// <summary>Snapshots to look at.</summary>
    public int Snapshots => _snapshots.Count;

    /// <summary>Reads what needs no numeric library.</summary>
    /// <exception cref="ProblemException">Something is missing or wrong; all that is, is named.</exception>
    public static Adopter Prepare(AdoptRequest request, CancellationToken cancellation)
    {
        var files = PastFiles.Of(request);
        var problems = new ProblemCollector();
        if (request.Printed is not null || request.Claims is not null)
        {
            if (request.EvaluationList is null || request.Images is null)
            {
                problems.Add(ProblemKind.InvalidInput, [new Problem(
                    request.Printed is not null ? "--printed" : "--claims", "what is claimed is compared with what the snapshot measures", "give --evaluation-list and --images too")]);
            }
        }
        else if (request.Images is not null || request.EvaluationList is not null)
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem("--evaluation-list", "nothing is claimed, and so nothing is measured", "give --printed or --claims too")]);
        }

        return Prepare(files, request.Images, problems, cancellation);
    }

    /// <summary>The same of files that are in a store already; nothing is measured.</summary>
    /// <exception cref="ProblemException">Something is missing or wrong; all that is, is named.</exception>
    public static Adopter Prepare(PastFiles files, CancellationToken cancellation) => Prepare(files, null, new ProblemCollector(), cancellation);

    /// <summary>Looks at all snapshots, and measures what was claimed.</summary>
    /// <param name="device">TorchSharp's name of the device.</param>
    /// <param name="progress">Told the number of snapshots that were read.</param>
    /// <exception cref="ProblemException">A snapshot, an image or the weights cannot be read.</exception>
    public AdoptReport Check(string device, IProgress<int>? progress, CancellationToken cancellation)
    {
        var snapshots = new List<PastSnapshot>();
        using (var reader = new SnapshotReader(_run.Architecture, _run.Options))
        {
            foreach (var (file, facts) in _snapshots)
            {
                cancellation.ThrowIfCancellationRequested();
                snapshots.Add(reader.Read(file, facts));
                progress?.Report(snapshots.Count);
            }
        }

        var run = _run with { Snapshots = snapshots };
        var measured = _images is null ? [] : new ClaimCheck(new DirectMeasurement(device)).Measure(run, _claims, _images, cancellation);
        return new AdoptReport(
            run,
            measured,
            [
                .. CompletenessCheck.Find(run),
                .. IntegrityCheck.Find(run, Files.PathOf(PastFiles.Weights)),
                .. ConsistencyCheck.Find(run),
                .. OutputCheck.Find(run, _output, Name(PastFiles.TrainingOutput)),
                .. DecayCheck.Find(run),
                .. ClaimCheck.Find(measured),
            ],
            [.. Unknowns(run)]);
    }

    private static Adopter Prepare(PastFiles files, string? imageFolder, ProblemCollector problems, CancellationToken cancellation)
    {
        var prepared = problems.Try(() => new Prepared(PastRunReader.Prepare(files)));
        var printed = files.PathOf(PastFiles.Printed) is { } path ? problems.Try(() => PrintedEvaluation.Read(path)) ?? [] : [];
        var claimed = prepared is not null && files.PathOf(PastFiles.Claims) is { } claims ? problems.Try(() => ClaimsFile.Read(claims, prepared.Model)) ?? [] : [];
        var output = files.PathOf(PastFiles.TrainingOutput) is { } text ? problems.Try(() => TrainingOutput.Read(text)) : null;
        if (files.PathOf(PastFiles.Weights) is { } weights)
        {
            problems.Try(() => WeightFile.ReadHeader(weights));
        }

        var images = imageFolder is not null && files.PathOf(PastFiles.EvaluationList) is { } list
            ? problems.Try(() => ImageSet.Read(imageFolder, list, prepared?.Run.Record.Sections[^1].Arguments.Classes))
            : null;
        if (images is not null)
        {
            problems.Add(ProblemKind.DataMissing, images.Check(cancellation: cancellation));
        }

        foreach (var unknown in prepared is null ? [] : printed.Where(evaluation => evaluation.Snapshot is { } name && prepared.Snapshots.All(snapshot => snapshot.File.Name != name)))
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem(
                FormattableString.Invariant($"{files.PathOf(PastFiles.Printed)}:{unknown.Line}"), $"says that {unknown.Snapshot} was loaded, which is not in {files.Folder}")]);
        }

        problems.ThrowIfAny();
        var printedIn = files.PathOf(PastFiles.Printed) ?? "";
        return new Adopter(files, prepared!.Run, prepared.Snapshots, [.. printed.SelectMany(evaluation => evaluation.Claims(printedIn)), .. claimed], output, images);
    }

    private string Name(string role) => Files.All.FirstOrDefault(file => file.Role == role)?.Name ?? "";

    private IEnumerable<UnknownFact> Unknowns(PastRun run)
    {
        yield return new("seed", "the script sets none, so shuffling, crops, flips and the first attention cannot be made again");
        yield return new("first attention", "the script does not save it");
        yield return new("program, libraries and device", "the script does not write them down");
        yield return new("machine, threads and time", "the script does not write them down");
        if (run.Options.Quirks.TrainingDropout && run.Architecture.HasDropout)
        {
            yield return new("dropout masks", "drawn without a seed");
        }

        if (!Files.Has(PastFiles.TrainingList))
        {
            yield return new("training list", "without --train-list counters are only held against each other, and no row's decay is looked at");
        }
        else if (run.Labels!.Count >= run.Record.Sections[^1].Arguments.Classes)
        {
            yield return new("decay", "every class is a label of the list, so no row was moved by weight decay alone");
        }

        if (!Files.Has(PastFiles.Weights))
        {
            yield return new("classifier", "without --weights its numbers are only held against those of the other snapshots");
        }

        if (!Files.Has(PastFiles.TrainingOutput))
        {
            yield return new("single steps", "without --training-output no step's loss is known");
        }

        if (!Files.Has(PastFiles.Printed) && !Files.Has(PastFiles.Claims))
        {
            yield return new("claims", "without --printed or --claims nothing is measured");
        }
    }

    private sealed record Prepared(PastRun Run, IReadOnlyList<(PastFile File, SnapshotFacts Facts)> Snapshots)
    {
        public Prepared((PastRun Run, IReadOnlyList<(PastFile File, SnapshotFacts Facts)> Snapshots) both)
            : this(both.Run, both.Snapshots)
        {
        }

        public string Model => ModelNames.For(Run.Architecture, Run.Variant, Run.Loss);
    }
}

/// <summary>What nobody can know of a past run, or was not given.</summary>
public sealed record UnknownFact(string Name, string Why)
{
    public override string ToString() => $"{Name}: {Why}";
}

/// <summary>What was seen of a past run.</summary>
/// <param name="Measured">What was claimed and what it is here.</param>
/// <param name="Findings">By level, then in the checks' order.</param>
public sealed record AdoptReport(PastRun Run, IReadOnlyList<PastMeasurement> Measured, IReadOnlyList<Finding> Findings, IReadOnlyList<UnknownFact> Unknown)
{
    /// <summary>The reference's name of the model.</summary>
    public string Model => ModelNames.For(Run.Architecture, Run.Variant, Run.Loss);

    /// <summary>The settings that the record tells, for people.</summary>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"{Run.Options.Epochs} epochs of {Run.StepsPerEpoch} steps, batch {Run.Options.BatchSize}, rate {Run.Options.LearningRate}");
}
