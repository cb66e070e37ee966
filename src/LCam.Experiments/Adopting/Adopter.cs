using System.Globalization;
using LCam.Experiments.Auditing;
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

    /// <summary>What the evaluation script printed.</summary>
    public string? Printed { get; init; }

    /// <summary>The list that it was evaluated on.</summary>
    public string? EvaluationList { get; init; }

    /// <summary>The folder of that list's images.</summary>
    public string? Images { get; init; }
}

/// <summary>Looks at a past run: what it was, what is not as it should be, and what nobody can know of it.</summary>
public sealed class Adopter
{
    private readonly AdoptRequest _request;
    private readonly PastRun _run;
    private readonly IReadOnlyList<(string File, SnapshotFacts Facts)> _files;
    private readonly IReadOnlyList<PrintedEvaluation> _printed;
    private readonly ImageSet? _images;

    private Adopter(AdoptRequest request, PastRun run, IReadOnlyList<(string File, SnapshotFacts Facts)> files, IReadOnlyList<PrintedEvaluation> printed, ImageSet? images)
    {
        _request = request;
        _run = run;
        _files = files;
        _printed = printed;
        _images = images;
    }

    /// <summary>Snapshots to look at.</summary>
    public int Snapshots => _files.Count;

    /// <summary>Reads what needs no numeric library.</summary>
    /// <exception cref="ProblemException">Something is missing or wrong; all that is, is named.</exception>
    public static Adopter Prepare(AdoptRequest request, CancellationToken cancellation)
    {
        var problems = new ProblemCollector();
        var prepared = problems.Try(() => new Prepared(PastRunReader.Prepare(request.Folder, request.TrainingList)));
        var printed = request.Printed is { } path ? problems.Try(() => PrintedEvaluation.Read(path)) : [];
        if (request.Weights is { } weights)
        {
            problems.Try(() => WeightFile.ReadHeader(weights));
        }

        if (request.Printed is not null && (request.EvaluationList is null || request.Images is null))
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem("--printed", "what was printed is compared with what the snapshot measures", "give --evaluation-list and --images too")]);
        }

        var images = request is { Printed: not null, EvaluationList: { } list, Images: { } folder }
            ? problems.Try(() => ImageSet.Read(folder, list, prepared?.Run.Record.Sections[^1].Arguments.Classes))
            : null;
        if (images is not null)
        {
            problems.Add(ProblemKind.DataMissing, images.Check(cancellation: cancellation));
        }

        foreach (var unknown in prepared is null ? [] : Unloaded(printed ?? [], prepared.Files))
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem(FormattableString.Invariant($"{request.Printed}:{unknown.Line}"), $"says that {unknown.Snapshot} was loaded, which is not in {request.Folder}")]);
        }

        problems.ThrowIfAny();
        return new Adopter(request, prepared!.Run, prepared.Files, printed!, images);
    }

    /// <summary>Looks at all snapshots, and measures what was claimed.</summary>
    /// <param name="device">TorchSharp's name of the device.</param>
    /// <param name="progress">Told the number of snapshots that were read.</param>
    /// <exception cref="ProblemException">A snapshot, an image or the weights cannot be read.</exception>
    public AdoptReport Check(string device, IProgress<int>? progress, CancellationToken cancellation)
    {
        var snapshots = new List<PastSnapshot>();
        using (var reader = new SnapshotReader(_run.Architecture, _run.Options))
        {
            foreach (var (file, facts) in _files)
            {
                cancellation.ThrowIfCancellationRequested();
                snapshots.Add(reader.Read(file, facts));
                progress?.Report(snapshots.Count);
            }
        }

        var run = _run with { Snapshots = snapshots };
        var measured = _images is null ? [] : new ClaimCheck(new DirectMeasurement(device)).Measure(run, _printed, _images, cancellation);
        return new AdoptReport(
            run,
            measured,
            [
                .. CompletenessCheck.Find(run),
                .. IntegrityCheck.Find(run, _request.Weights),
                .. ConsistencyCheck.Find(run),
                .. DecayCheck.Find(run),
                .. ClaimCheck.Find(measured, _request.Printed ?? ""),
            ],
            [.. Unknowns(run)]);
    }

    private static IEnumerable<PrintedEvaluation> Unloaded(IReadOnlyList<PrintedEvaluation> printed, IReadOnlyList<(string File, SnapshotFacts Facts)> files) =>
        printed.Where(evaluation => evaluation.Snapshot is { } name && files.All(file => Path.GetFileName(file.File) != name));

    private IEnumerable<string> Unknowns(PastRun run)
    {
        yield return "seed: the script sets none, so shuffling, crops, flips and the first attention cannot be made again";
        yield return "first attention: the script does not save it";
        yield return "program, libraries and device: the script does not write them down";
        if (run.Options.Quirks.TrainingDropout && run.Architecture.HasDropout)
        {
            yield return "dropout masks: drawn without a seed";
        }

        if (run.TrainingList is null)
        {
            yield return "training list: without --train-list counters are only held against each other, and no row's decay is looked at";
        }
        else if (run.Labels!.Count >= run.Record.Sections[^1].Arguments.Classes)
        {
            yield return "decay: every class is a label of the list, so no row was moved by weight decay alone";
        }

        if (_request.Weights is null)
        {
            yield return "classifier: without --weights its numbers are only held against those of the other snapshots";
        }

        if (_request.Printed is null)
        {
            yield return "claims: without --printed nothing is measured";
        }
    }

    private sealed record Prepared(PastRun Run, IReadOnlyList<(string File, SnapshotFacts Facts)> Files)
    {
        public Prepared((PastRun Run, IReadOnlyList<(string File, SnapshotFacts Facts)> Files) both)
            : this(both.Run, both.Files)
        {
        }
    }
}

/// <summary>What was seen of a past run.</summary>
/// <param name="Measured">What was claimed and what it is here.</param>
/// <param name="Findings">By level, then in the checks' order.</param>
/// <param name="Unknown">What nobody can know of it, or was not given.</param>
public sealed record AdoptReport(PastRun Run, IReadOnlyList<PastMeasurement> Measured, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Unknown)
{
    /// <summary>The reference's name of the model.</summary>
    public string Model => ModelNames.For(Run.Architecture, Run.Variant, Run.Loss);

    /// <summary>The settings that the record tells, for people.</summary>
    public string Settings => string.Create(CultureInfo.InvariantCulture, $"{Run.Options.Epochs} epochs of {Run.StepsPerEpoch} steps, batch {Run.Options.BatchSize}, rate {Run.Options.LearningRate}");
}
