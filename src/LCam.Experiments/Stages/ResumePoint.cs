using LCam.Experiments.Journals;

namespace LCam.Experiments.Stages;

/// <summary>Where an interrupted training goes on: after the last checkpoint that is whole.</summary>
/// <param name="Checkpoint">Null to begin at the beginning.</param>
/// <param name="JournalLength">What to keep of the journal, in bytes.</param>
/// <param name="Kept">The journal's entries up to there.</param>
public sealed record ResumePoint(CheckpointEntry? Checkpoint, long JournalLength, IReadOnlyList<JournalEntry> Kept)
{
    /// <summary>Finds the last checkpoint in the journal whose file is there with the recorded content.</summary>
    public static ResumePoint Find(StageFolder folder)
    {
        var entries = folder.ReadJournal().ToList();
        for (var last = entries.Count - 1; last >= 0; last--)
        {
            if (entries[last].Entry is CheckpointEntry checkpoint && IsWhole(folder, checkpoint))
            {
                return new ResumePoint(checkpoint, entries[last].End, [.. entries.Take(last + 1).Select(placed => placed.Entry)]);
            }
        }

        return new ResumePoint(null, 0, []);
    }

    private static bool IsWhole(StageFolder folder, CheckpointEntry checkpoint)
    {
        var path = folder.PathOf(checkpoint.Path);
        return folder.FileSystem.File.Exists(path) && FileHash.Of(folder.FileSystem, path) == checkpoint.Sha256;
    }
}
