using LCam.Experiments.Journals;

namespace LCam.Experiments.Stages;

/// <summary>Where an interrupted stage goes on. Cutting the journal there does not move the point.</summary>
/// <param name="Checkpoint">The training state to go on from; null to begin at the beginning, and for measuring.</param>
/// <param name="JournalLength">What to keep of the journal, in bytes.</param>
/// <param name="Kept">The journal's entries up to there.</param>
/// <param name="Warnings">What was found damaged and is not used.</param>
public sealed record ResumePoint(CheckpointEntry? Checkpoint, long JournalLength, IReadOnlyList<JournalEntry> Kept, IReadOnlyList<string> Warnings)
{
    /// <summary>Nothing is done.</summary>
    public static readonly ResumePoint Beginning = new(null, 0, [], []);

    /// <summary>Units of work (steps, images, layers) that are done.</summary>
    public long Done => Checkpoint?.Step ?? Kept.Sum(entry => entry is MapsEntry maps ? maps.Classes.Count : 1L);

    /// <summary>Who did them: what the journal says of it up to there, nothing where an older program wrote it.</summary>
    public IReadOnlyList<StretchEntry> Stretches { get; private init; } = [];

    /// <summary>Training goes on behind its last whole checkpoint, explaining behind its last whole batch of maps, measuring behind its last whole batch, a sanity check behind its last layer.</summary>
    public static ResumePoint Find(StageOrder order, StageFolder folder)
    {
        var entries = folder.ReadJournal().ToList();
        var point = order switch
        {
            MeasureOrder measure => BehindWholeBatches(entries, measure.Evaluation.BatchSize),
            ExplainOrder => BehindWholeMaps(entries, folder),
            SanityOrder => BehindLastLayer(entries),
            _ => BehindCheckpoint(entries, folder),
        };
        point = point with { Stretches = [.. entries.Where(placed => placed.End <= point.JournalLength).Select(placed => placed.Entry).OfType<StretchEntry>()] };
        var damaged = folder.JournalLength - (entries.Count == 0 ? 0 : entries[^1].End);
        return damaged == 0
            ? point
            : point with { Warnings = [.. point.Warnings, FormattableString.Invariant($"the journal's last {damaged} bytes are damaged and are not used")] };
    }

    private static ResumePoint BehindCheckpoint(List<PlacedEntry> entries, StageFolder folder)
    {
        var warnings = new List<string>();
        for (var last = entries.Count - 1; last >= 0; last--)
        {
            if (entries[last].Entry is not CheckpointEntry checkpoint)
            {
                continue;
            }

            if (IsWhole(folder, checkpoint))
            {
                return new ResumePoint(checkpoint, entries[last].End, [.. entries.Take(last + 1).Select(placed => placed.Entry)], warnings);
            }

            // Older ones are gone because newer ones made them superfluous.
            if (warnings.Count < Checkpoints.Kept)
            {
                warnings.Add($"the checkpoint {checkpoint.Path} is damaged or gone: the one before is used");
            }
        }

        return Beginning with { Warnings = warnings };
    }

    // A batch is measured whole or not at all: the bits of an image may depend on its batch.
    private static ResumePoint BehindWholeBatches(List<PlacedEntry> entries, int batchSize)
    {
        var images = entries.Where(placed => placed.Entry is ImageEntry).ToList();
        var whole = images.Count / batchSize * batchSize;
        return whole == 0
            ? Beginning
            : new ResumePoint(null, images[whole - 1].End, [.. images.Take(whole).Select(placed => placed.Entry)], []);
    }

    private static ResumePoint BehindWholeMaps(List<PlacedEntry> entries, StageFolder folder)
    {
        var batches = entries.Where(placed => placed.Entry is MapsEntry).ToList();
        var whole = batches.TakeWhile(placed => MapsFile.IsWhole(folder, (MapsEntry)placed.Entry)).ToList();
        IReadOnlyList<string> warnings = whole.Count == batches.Count
            ? []
            : [FormattableString.Invariant($"the kept maps are damaged or gone from image {((MapsEntry)batches[whole.Count].Entry).First} on: they are made anew")];
        return whole.Count == 0
            ? Beginning with { Warnings = warnings }
            : new ResumePoint(null, whole[^1].End, [.. whole.Select(placed => placed.Entry)], warnings);
    }

    private static ResumePoint BehindLastLayer(List<PlacedEntry> entries)
    {
        var layers = entries.Where(placed => placed.Entry is LayerEntry).ToList();
        return layers.Count == 0 ? Beginning : new ResumePoint(null, layers[^1].End, [.. layers.Select(placed => placed.Entry)], []);
    }

    private static bool IsWhole(StageFolder folder, CheckpointEntry checkpoint)
    {
        var path = folder.PathOf(checkpoint.Path);
        return folder.FileSystem.File.Exists(path) && FileHash.Of(folder.FileSystem, path) == checkpoint.Sha256;
    }
}
