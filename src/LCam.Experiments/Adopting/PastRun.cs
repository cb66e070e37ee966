using LCam.Images;
using LCam.Losses;
using LCam.Models;
using LCam.Problems;
using LCam.Training;
using LCam.Weights;

namespace LCam.Experiments.Adopting;

/// <summary>A training that the reference's script did, as its files have it. No seed was ever set.</summary>
public sealed record PastRun
{
    /// <summary>The script's folder of snapshots.</summary>
    public required string Folder { get; init; }

    public required TrainRecord Record { get; init; }

    public required IBackboneArchitecture Architecture { get; init; }

    public required Variant Variant { get; init; }

    public required LossKind Loss { get; init; }

    /// <summary>The settings: the reference's, with the record's last arguments.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>By epoch, then by name.</summary>
    public required IReadOnlyList<PastSnapshot> Snapshots { get; init; }

    /// <summary>The list that it was trained on; null where it is not at hand.</summary>
    public required IReadOnlyList<ImageListEntry>? TrainingList { get; init; }

    /// <summary>Steps in an epoch: what the list says, else what the first snapshot does.</summary>
    public long StepsPerEpoch => TrainingList is { } list
        ? (list.Count + Options.BatchSize - 1L) / Options.BatchSize
        : (Snapshots[0].Facts.Counter - ArgumentsOf(Snapshots[0].Facts.Epoch).Counter) / Math.Max(1, Snapshots[0].Facts.Epoch - ArgumentsOf(Snapshots[0].Facts.Epoch).CurrentEpoch + 1);

    /// <summary>The classes of the training list; null where it is not at hand.</summary>
    public IReadOnlySet<int>? Labels => TrainingList?.Select(entry => entry.Label).ToHashSet();

    /// <summary>The arguments that an epoch was trained with; the last ones where no line of the record tells.</summary>
    public RecordArguments ArgumentsOf(int epoch) => (Record.SectionOf(epoch) ?? Record.Sections[^1]).Arguments;

    /// <summary>The epochs in which an optimizer began: the first, and those of resumptions, which keep no momentum and no rate.</summary>
    public IReadOnlySet<int> Beginnings => Record.Sections.Select(section => section.Arguments.CurrentEpoch).ToHashSet();
}

/// <summary>Reads a past run's files. Nothing that they name is looked for.</summary>
internal static class PastRunReader
{
    /// <summary>Reads what needs no numeric library: record, list, and what the snapshots say of themselves.</summary>
    /// <exception cref="ProblemException">Something is missing or wrong; all that is, is named.</exception>
    public static (PastRun Run, IReadOnlyList<(PastFile File, SnapshotFacts Facts)> Snapshots) Prepare(PastFiles files)
    {
        var problems = new ProblemCollector();
        var path = files.PathOf(PastFiles.Record)!;
        var facts = files.All.Where(file => file.Role == PastFiles.Snapshot).Select(file => (File: file, Facts: problems.Try(() => PthFile.ReadFacts(file.Path)))).ToList();
        var record = problems.Try(() => TrainRecord.Read(path));
        var model = record?.Sections[^1].Arguments.Find();
        if (record is not null && model is null)
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem(
                FormattableString.Invariant($"{path}:{record.Sections[^1].Line}:arch"),
                $"expected the name of a model of the reference, found '{record.Sections[^1].Arguments.Model}'",
                Suggestion.For(record.Sections[^1].Arguments.Model, AllNames()))]);
        }

        var list = files.PathOf(PastFiles.TrainingList) is { } trainingList ? problems.Try(() => ImageList.Read(trainingList, record?.Sections[^1].Arguments.Classes)) : null;
        problems.ThrowIfAny();
        var run = new PastRun
        {
            Folder = files.Folder,
            Record = record!,
            Architecture = model!.Value.Architecture,
            Variant = model.Value.Variant,
            Loss = model.Value.Loss,
            Options = record!.Sections[^1].Arguments.Options(model.Value.Architecture),
            Snapshots = [],
            TrainingList = list,
        };
        return (run, [.. facts.Select(entry => (entry.File, entry.Facts!)).OrderBy(entry => entry.Item2.Epoch).ThenBy(entry => entry.File.Name, StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> AllNames() => Backbones.All.SelectMany(architecture => architecture.Variants.SelectMany(variant =>
        Enum.GetValues<LossKind>().Select(loss => ModelNames.For(architecture, variant, loss))));
}
