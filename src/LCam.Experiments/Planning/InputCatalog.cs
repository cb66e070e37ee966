using System.Globalization;
using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Specs;
using LCam.Images;
using LCam.Problems;
using LCam.Shapes;
using LCam.Weights;

namespace LCam.Experiments.Planning;

/// <summary>
/// The contents of a plan's inputs, each read once. A plan may not cost anything, so it may be told to leave large
/// sets whose hashes are not remembered.
/// </summary>
/// <param name="cache">Remembered hashes.</param>
/// <param name="maximumBytes">Read at most so much to hash one image set; null for no limit.</param>
/// <param name="sets">Gets what is found of whole sets; null where nobody asks.</param>
/// <param name="progress">Told what is read, and how far.</param>
public sealed class InputCatalog(IContentHashCache? cache, long? maximumBytes, CancellationToken cancellation, HashedSets? sets = null, IProgress<HashingProgress>? progress = null)
{
    // Raise it when the same mask comes to mean other pixels. Version 1 had no name: it took grey values from 128 on for the object.
    private const int MaskVersion = 2;

    private static readonly FileSystem Files = new();

    // Reading a longer list takes seconds, of which whoever waits wants to know.
    private const long SlowList = 4 << 20;

    private readonly Dictionary<string, InputContent> _known = new(StringComparer.Ordinal);

    /// <summary>A weight file's content.</summary>
    public InputContent Weights(SpecPath file) => Once($"weights {file}", standIn =>
    {
        if (Missing(file, File.Exists) is { } problem)
        {
            return new InputContent(null, standIn, "the weight file is missing", [problem]);
        }

        return new InputContent(new JsonObject { ["sha256"] = ContentHash.OfFile(file.Resolved!, cache) }, standIn, "", []);
    });

    /// <summary>The content of a TorchScript network's two files.</summary>
    public InputContent Script(SpecPath features, SpecPath head) => Once($"script {features} {head}", standIn =>
    {
        var problems = new[] { features, head }.Select(file => Missing(file, File.Exists)).OfType<Problem>().ToList();
        return problems.Count > 0
            ? new InputContent(null, standIn, "a TorchScript file is missing", problems)
            : new InputContent(new JsonObject { ["features"] = ContentHash.OfFile(features.Resolved!, cache), ["head"] = ContentHash.OfFile(head.Resolved!, cache) }, standIn, "", []);
    });

    /// <summary>The content of an attention that was trained elsewhere: that of its file.</summary>
    public InputContent Attention(SpecPath file) => Once($"attention {file}", standIn => AttentionFile.Problem(file, Files) is { } problem
        ? new InputContent(null, standIn, "a trained attention is missing", [problem])
        : Hashed(file, standIn, "a trained attention cannot be read"));

    /// <summary>The content of the network inside a trained model, whatever else its file holds: the same in all models of one backbone.</summary>
    public InputContent NetworkInside(SpecPath file) => Once($"network {file}", standIn =>
    {
        if (AttentionFile.Problem(file, Files) is not null)
        {
            // Told of the attention itself.
            return new InputContent(null, standIn, "the trained model with the network is missing", []);
        }

        try
        {
            return new InputContent(new JsonObject { ["tensors"] = NetworkHash.OfFile(file.Resolved!, null, cache) }, standIn, "", []);
        }
        catch (ProblemException failure)
        {
            return new InputContent(null, standIn, "the network inside a trained model cannot be read", [.. failure.Problems.Select(problem => problem with { Where = file.Where, What = $"{problem.Where}: {problem.What}" })]) { ProblemKind = failure.Kind };
        }
    });

    /// <summary>SHA-256 of the tensors of the network in a weight file.</summary>
    /// <exception cref="ProblemException">The file cannot be read.</exception>
    public string Network(string path, string? entry) => NetworkHash.OfFile(path, entry, cache);

    /// <summary>What an explainer is told: a file's content, or that of a folder of maps.</summary>
    public InputContent OfExplainer(SpecPath path) => Once($"explainer {path}", standIn =>
        Missing(path, file => File.Exists(file) || Directory.Exists(file)) is { } problem
            ? new InputContent(null, standIn, "a file of an explainer is missing", [problem])
            : Hashed(path, standIn, "a file of an explainer cannot be read"));

    private InputContent Hashed(SpecPath path, string standIn, string unknown)
    {
        try
        {
            return new InputContent(new JsonObject { ["sha256"] = ContentHash.OfMaps(path.Resolved!, cache) }, standIn, "", []);
        }
        catch (ProblemException failure)
        {
            return new InputContent(null, standIn, unknown, [.. failure.Problems.Select(problem => problem with { Where = path.Where, What = $"{problem.Where}: {problem.What}" })]) { ProblemKind = failure.Kind };
        }
    }

    /// <summary>The embedded data set's content: a function of its options alone, so it need not be there.</summary>
    public static InputContent Shapes(ShapesSpec shapes, string split)
    {
        var identity = new JsonObject
        {
            ["shapes"] = new JsonObject
            {
                ["version"] = ShapesManifest.CurrentVersion,
                ["seed"] = shapes.Seed,
                ["classes"] = shapes.Classes,
                ["train"] = shapes.Train,
                ["evaluation"] = shapes.Evaluation,
                ["size"] = shapes.Size,
            },
            ["split"] = split,
        };
        return new InputContent(identity, CanonicalJson.Text(identity), "", []);
    }

    /// <summary>An image list's content and that of all its images.</summary>
    /// <param name="classes">Labels lie below this.</param>
    /// <param name="locked">The lock of the folder's images: it spares hashing, and moves no identity.</param>
    public InputContent Images(SpecPath folder, SpecPath list, int classes, int? limit = null, SpecPath? locked = null) =>
        Once(string.Create(CultureInfo.InvariantCulture, $"images {folder} {list} {classes} {limit}"), standIn => ReadImages(folder, list, classes, limit, standIn, locked));

    /// <summary>The content of the object masks that belong to an image list, and what their pixels mean where that is given.</summary>
    /// <param name="evaluation">Names a folder of masks.</param>
    /// <param name="classes">Labels lie below this.</param>
    public InputContent Masks(ImageSetSpec evaluation, int classes)
    {
        var masks = evaluation.Masks!;
        var values = new JsonArray([.. evaluation.MaskValues.Select(value => JsonValue.Create(value))]);
        return Once(
            string.Create(CultureInfo.InvariantCulture, $"masks {masks} {evaluation.Images} {evaluation.List} {classes} {evaluation.Limit} {values.ToJsonString()} {evaluation.MaskIgnore}"),
            standIn =>
            {
                if (Missing(masks, Directory.Exists) is { } problem)
                {
                    return new InputContent(null, standIn, "the folder of masks is missing", [problem]);
                }

                if (Images(evaluation.Images, evaluation.List, classes, evaluation.Limit, evaluation.Lock) is { Problems.Count: > 0 } images)
                {
                    return new InputContent(null, standIn, images.Unknown, []);
                }

                var content = ReadSet(evaluation.Images, evaluation.List, classes, evaluation.Limit, standIn, masks.Resolved, MaskRule.Parse(evaluation.MaskValues, evaluation.MaskIgnore), evaluation.Lock);
                if (content.Identity is JsonObject identity)
                {
                    identity["version"] = MaskVersion;

                    // Absent at their neutral values: the keys of what was measured without them stay.
                    SettingIdentities.Add(identity, "values", values.Count > 0 ? values : null);
                    SettingIdentities.Add(identity, "ignore", evaluation.MaskIgnore is { } ignore ? JsonValue.Create(ignore) : null);
                    return new InputContent(identity, standIn, "", []) { Images = content.Images };
                }

                return content;
            });
    }

    private InputContent ReadImages(SpecPath folder, SpecPath list, int classes, int? limit, string standIn, SpecPath? locked)
    {
        Problem?[] missing = [locked is null ? null : Missing(locked, File.Exists), Missing(folder, Directory.Exists), FolderLabels.Is(list.Resolved) ? null : Missing(list, File.Exists)];
        var problems = missing.OfType<Problem>().ToList();
        if (problems.Count > 0)
        {
            return new InputContent(null, standIn, "images or list are missing", problems);
        }

        return ReadSet(folder, list, classes, limit, standIn, locked: locked);
    }

    // The content of a set's images, or of the masks that belong to them.
    private InputContent ReadSet(SpecPath folder, SpecPath list, int classes, int? limit, string standIn, string? masks = null, MaskRule? rule = null, SpecPath? locked = null)
    {
        try
        {
            if (FolderLabels.Is(list.Resolved) || new FileInfo(list.Resolved!).Length > SlowList)
            {
                progress?.Report(new HashingProgress(masks ?? folder.Resolved!, 0, 0));
            }

            // Side by side: of a million images each takes seconds.
            var problems = new ProblemCollector();
            var reading = locked is null ? null : Task.Run(() => ReadLock(locked), CancellationToken.None);

            // How many class folders there are to be is told once, by DataChecks.
            var images = problems.Try(() => ImageSet.Read(folder.Resolved!, list.Resolved!, FolderLabels.Is(list.Resolved) ? null : classes).First(limit))!;
            var known = reading is null ? cache : problems.Try(() => new LockedHashes(reading.GetAwaiter().GetResult(), folder.Resolved!, cache));
            problems.ThrowIfAny();
            var set = masks is null ? images : MaskSet.Of(masks, images);
            if (IsTooLarge(set, known))
            {
                return new InputContent(null, standIn, $"'run' will first hash {set.Entries.Count} images", []) { Images = set.Entries.Count };
            }

            ProblemException.ThrowIfAny(ProblemKind.InvalidInput, masks is null ? [] : MaskSet.Check(images, set, rule!, cancellation));
            var hashed = new HashedSet(set.Entries.Count, ImageSetHash.OfLabels(images), ImageSetHash.Compute(set, known, progress: Counted(set, masks), cancellation: cancellation));
            sets?.Add(folder.Resolved!, list.Resolved!, limit, masks, hashed);
            return new InputContent(new JsonObject { ["list"] = hashed.Labels, ["images"] = hashed.Root }, standIn, "", []) { Images = hashed.Count };
        }
        catch (ProblemException failure)
        {
            return new InputContent(null, standIn, masks is null ? "the list or its images are not right" : "the masks are not right", failure.Problems) { ProblemKind = failure.Kind };
        }
    }

    private SetProgress? Counted(ImageSet set, string? masks) =>
        progress is null ? null : new SetProgress(progress, masks ?? set.Folder, set.Entries.Count);

    private static DataLock ReadLock(SpecPath file)
    {
        try
        {
            return DataLock.Read(file.Resolved!);
        }
        catch (ProblemException failure)
        {
            throw new ProblemException(failure.Kind, [.. failure.Problems.Select(problem => problem with { Where = file.Where, What = $"{problem.Where}: {problem.What}" })], failure);
        }
    }

    private bool IsTooLarge(ImageSet set, IContentHashCache? known)
    {
        if (maximumBytes is not { } maximum)
        {
            return false;
        }

        var bytes = 0L;
        for (var row = 0; row < set.Entries.Count && bytes <= maximum; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            bytes += ContentHash.StampOf(set.PathOf(row)) is { } stamp && known?.Find(stamp) is null ? stamp.Size : 0;
        }

        return bytes > maximum;
    }

    private static Problem? Missing(SpecPath path, Func<string?, bool> exists) =>
        path.Unresolved
        ?? (exists(path.Resolved) ? null : new Problem(path.Where, $"{path.Resolved} is not there"));

    private InputContent Once(string what, Func<string, InputContent> read)
    {
        if (!_known.TryGetValue(what, out var content))
        {
            _known.Add(what, content = read(what));
        }

        return content;
    }
}
