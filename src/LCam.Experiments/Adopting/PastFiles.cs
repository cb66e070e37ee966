using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Adopting;

/// <summary>The files of a past run: what the training script left, and what is known beside it.</summary>
/// <param name="Folder">The script's folder, for messages.</param>
/// <param name="All">The record first, then snapshots by name, then the others.</param>
public sealed record PastFiles(string Folder, IReadOnlyList<PastFile> All)
{
    public const string Snapshot = AdoptedFile.SnapshotRole;
    public const string Record = "record";
    public const string TrainingList = "training-list";
    public const string Weights = "weights";
    public const string Printed = "printed";
    public const string Claims = "claims";
    public const string TrainingOutput = "training-output";
    public const string EvaluationList = "evaluation-list";

    private const string SnapshotPattern = "*.pth.tar";
    private const string Best = "model_best.pth.tar";
    private const int MostSnapshots = 10_000;

    /// <summary>Whether the run has such a file, at hand or not.</summary>
    public bool Has(string role) => All.Any(file => file.Role == role);

    /// <summary>The path of the one file of a role; null where there is none at hand.</summary>
    public string? PathOf(string role) => All.FirstOrDefault(file => file.Role == role && file.IsAtHand)?.Path;

    /// <summary>The files that a request names, and those of its folder.</summary>
    /// <exception cref="ProblemException">There is no such folder, or no snapshot in it.</exception>
    public static PastFiles Of(AdoptRequest request)
    {
        if (!Directory.Exists(request.Folder))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(request.Folder, "there is no such folder", "name the folder that a training script of the reference wrote"));
        }

        (string Role, string? Path)[] given =
        [
            (TrainingList, request.TrainingList), (Weights, request.Weights), (Printed, request.Printed), (Claims, request.Claims),
            (TrainingOutput, request.TrainingOutput), (EvaluationList, request.EvaluationList),
        ];
        return new PastFiles(request.Folder,
        [
            new PastFile(Record, TrainRecord.FileName, Path.Combine(request.Folder, TrainRecord.FileName)),
            .. Snapshots(request.Folder).Select(path => new PastFile(Snapshot, Path.GetFileName(path), path)),
            .. given.Where(file => file.Path is not null).Select(file => new PastFile(file.Role, Path.GetFileName(file.Path!), file.Path!)),
        ]);
    }

    /// <summary>The files of a run that was adopted: the store's copies, and others where they were found as long as they are the same.</summary>
    /// <param name="sha256">The hash of a file that the store has no copy of.</param>
    public static PastFiles Of(AdoptedRun run, string store, Func<string, string?> sha256) => new(run.Name,
    [
        .. run.Files.Select(file => file.Kept
            ? new PastFile(file.Role, file.Name, Path.Combine(store, file.Copy))
            : new PastFile(file.Role, file.Name, file.Path) { IsAtHand = sha256(file.Path) == file.Sha256 }),
    ]);

    private static List<string> Snapshots(string folder)
    {
        // The best one is a copy of one of the others.
        var files = Directory.EnumerateFiles(folder, SnapshotPattern).Where(file => Path.GetFileName(file) != Best).Take(MostSnapshots + 1).Order(StringComparer.Ordinal).ToList();
        return files.Count switch
        {
            0 => throw new ProblemException(ProblemKind.DataMissing, new Problem(folder, $"has no snapshot ({SnapshotPattern})", "name the folder that a training script of the reference wrote")),
            > MostSnapshots => throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, FormattableString.Invariant($"has more than {MostSnapshots} snapshots"))),
            _ => files,
        };
    }
}

/// <summary>A file of a past run.</summary>
/// <param name="Role">One of those of <see cref="PastFiles"/>.</param>
/// <param name="Name">Its name where the script left it.</param>
/// <param name="Path">Where it can be read.</param>
public sealed record PastFile(string Role, string Name, string Path)
{
    /// <summary>Whether it is there to be read.</summary>
    public bool IsAtHand { get; init; } = true;
}
