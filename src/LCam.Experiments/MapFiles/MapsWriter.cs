using System.IO.Abstractions;
using LCam.Arrays;
using LCam.Experiments.Outputs;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.MapFiles;

/// <summary>What was written of one method.</summary>
/// <param name="Method">Its coordinates.</param>
/// <param name="Images">How many maps.</param>
public sealed record WrittenMaps(string Method, string File, int Images);

/// <summary>Writes kept maps for NumPy, as the explainer made them: not scaled, at their own resolution. Batches come from the run's folder, checked by the store's digests.</summary>
public sealed class MapsWriter(ExperimentStore store, IFileSystem fileSystem)
{
    /// <exception cref="ProblemException">A run's files are gone or changed, or a file cannot be written.</exception>
    public IReadOnlyList<WrittenMaps> Write(MapsPlan plan, OutputGuard guard, CancellationToken cancellation)
    {
        var written = new List<WrittenMaps>();
        foreach (var (file, output) in plan.Files.Zip(guard.Outputs))
        {
            var folder = KeptMaps.FolderOf(fileSystem, store.Folder, file.Kept);
            var images = store.Scores.ImageNames(file.MeasureRun);
            guard.Write(output, stream => Write(stream, folder, images, cancellation));
            written.Add(new WrittenMaps(file.Label, file.Path, images.Count));
        }

        return written;
    }

    private static void Write(Stream stream, StageFolder folder, IReadOnlyList<string> images, CancellationToken cancellation)
    {
        using var archive = new MapsArchive(stream, images.Count);
        var place = 0;
        foreach (var batch in KeptMaps.Batches(folder).OrderBy(batch => batch.First))
        {
            cancellation.ThrowIfCancellationRequested();

            // A batch that was begun again after an interruption stands in the journal twice.
            if (batch.First + batch.Classes.Count <= place)
            {
                continue;
            }

            var (pixels, height, width) = MapsFile.ReadPixels(folder, batch);
            for (var row = place - batch.First; row < batch.Classes.Count; row++)
            {
                if (row < 0 || place >= images.Count)
                {
                    throw MapsFile.Damaged(folder, "has other images than were measured");
                }

                archive.Add(images[place++], batch.Classes[row], pixels.AsSpan(row * height * width, height * width), height, width);
            }
        }

        if (place != images.Count)
        {
            throw MapsFile.Damaged(folder, FormattableString.Invariant($"has {place} maps of {images.Count} images"));
        }

        archive.Complete();
    }
}
