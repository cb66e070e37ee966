using LCam.Images;
using LCam.Predictions;
using LCam.Problems;

namespace LCam.Labelling;

/// <summary>
/// Writes the list that L-CAM trains on: each image with the class that the frozen classifier itself predicts ("model
/// truth", section 4.1 of the paper).
/// </summary>
public static class Labeller
{
    /// <summary>The file that holds the labels so far while a list is being made.</summary>
    public static string PartialPath(string list) => list + ".partial";

    /// <summary>
    /// Labels the images in order. Whatever ends it early, the labels so far are kept beside the list, and the same call
    /// goes on from there to the same bytes as a run that was never stopped. The list appears whole or not at all.
    /// </summary>
    /// <param name="images">The images; labels that they have already are not looked at.</param>
    /// <param name="options">The classifier.</param>
    /// <param name="list">The list to write.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ProblemException">Options, weights or images are wrong, or a file cannot be written.</exception>
    public static void Label(
        ImageSet images, LabellingOptions options, string list, IProgress<LabellingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var prediction = options.Prediction;
        prediction.Validate();
        CheckOutput(list, options.Replace);
        CheckImages(images, prediction.Workers, cancellation);
        using var network = new TopClassNetwork(prediction);
        var settings = LabellingSettings.Of(images, prediction);
        using var labels = PartialLabels.Open(PartialPath(list), settings, images.Entries, options.Restart);
        var (resumed, total) = (labels.Done, images.Entries.Count);
        progress?.Report(new LabellingProgress(resumed, total, resumed));
        if (resumed < total)
        {
            foreach (var classes in network.Classify(images, resumed / prediction.BatchSize, cancellation))
            {
                labels.Append(classes);
                progress?.Report(new LabellingProgress(labels.Done, total, resumed));
            }
        }

        labels.Finish(list);
    }

    private static void CheckOutput(string list, bool replace)
    {
        if (Directory.Exists(list))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(list, "is a folder", "name a file"));
        }

        if (!replace && File.Exists(list))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(list, "is there already", "name another file, or give --force to replace it"));
        }

        if (Path.GetDirectoryName(Path.GetFullPath(list)) is { } folder && !Directory.Exists(folder))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(folder, "there is no such folder", "make it first"));
        }
    }

    private static void CheckImages(ImageSet images, int workers, CancellationToken cancellation)
    {
        ProblemException.ThrowIfAny(ProblemKind.DataMissing, images.Check(workers, cancellation));
        var problems = new CappedProblems(images.ListPath, "unusable names");
        for (var row = 0; row < images.Entries.Count; row++)
        {
            var path = images.Entries[row].Path;
            if (path.Contains('\n', StringComparison.Ordinal)
                || ImageListLine.Parse(ImageListLine.Format(path, 0).AsSpan().Trim(), null, out var read, out _) is not null
                || read != path)
            {
                problems.Add(new Problem(images.PlaceOf(row), $"the name '{path}' cannot stand in an image list", "rename the file"));
            }
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems.ToList());
    }
}
