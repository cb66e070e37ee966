using LCam.Sanity;

namespace LCam.Experiments.Journals;

/// <summary>The serializer leaves null what a line does not have, and takes null for any text or list: no entry of the writer's is so.</summary>
internal static class EntryShape
{
    public static bool IsComplete(JournalEntry entry) => entry switch
    {
        StartEntry start => start.Unit is not null,
        StretchEntry stretch => stretch.Environment is not null,
        SeedEntry seed => seed.Purpose is not null,
        StepEntry step => step.Metrics is not null,
        EpochEntry epoch => epoch.Metrics is not null,
        RunEntry run => run.Metrics is not null,
        CheckpointEntry checkpoint => checkpoint is { Path: not null, Sha256: not null },
        ImageEntry image => image.Score is { Image: not null, Masked: { } masked } && masked.All(score => score is not null),
        LayerEntry layer => layer is { Layer: not null, Images: { } images } && images.All(IsComplete),
        MapsEntry maps => maps is { Classes: not null, Sha256: not null },
        TakenEntry taken => taken is { Stage: not null, Percentages: not null, Measures: { } measures } && measures.All(measure => measure is not null),
        NoteEntry note => note.Text is not null,
        _ => true,
    };

    private static bool IsComplete(ImageSimilarity similarity) => similarity is { Image: not null };
}
