using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Weights, lists and images are what runs read.</summary>
internal sealed class ChangedInput() : AuditCheck(
    "A1-input-changed", AuditLevel.Integrity, "Weights, a list or images are not what runs read", "restore them, or run the experiment with what is there now")
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        // What several kinds of stages read is looked at once.
        var seen = new HashSet<(string, string)>();
        foreach (var inputs in subject.InScope.Where(run => run.Succeeded && run.InputsId is not null).Select(run => run.InputsId!).Distinct())
        {
            var all = subject.Text(inputs)?.AsObject() ?? [];
            foreach (var (name, input) in all)
            {
                if (!seen.Add((name, CanonicalJson.Text(input))))
                {
                    continue;
                }

                // The masks that are due follow from the images, which lie where the evaluation's do.
                var images = name == "masks" ? all["evaluation"]?["folder"] : null;
                foreach (var finding in Compare(subject, name, input!.AsObject(), (string?)images))
                {
                    yield return finding;
                }
            }
        }
    }

    private IEnumerable<Finding> Compare(AuditSubject subject, string name, JsonObject input, string? images)
    {
        var (file, hash) = input["file"] is { } weights ? (subject.Specs.Moved((string)weights!)!, (string)input["sha256"]!) : (subject.Specs.Moved((string)input["list"]!)!, (string)input["list-sha256"]!);
        if (FolderLabels.Is(file))
        {
            foreach (var finding in Images(subject, name, input, images, (string)input["root"]!, hash))
            {
                yield return finding;
            }

            yield break;
        }

        if (!subject.FileSystem.File.Exists(file) && !(input["file"] is not null && subject.FileSystem.Directory.Exists(file)))
        {
            yield return Unchecked($"{name} {file}", "the file is not there");
            yield break;
        }

        var (actual, why) = HashOf(file);
        if (actual is null)
        {
            yield return Unchecked($"{name} {file}", why!);
        }
        else if (actual != hash)
        {
            yield return Found($"{name} {file}", $"it has the hash {actual}, not {hash}");
        }
        else if (input["root"] is { } root)
        {
            foreach (var finding in Images(subject, name, input, images, (string)root!))
            {
                yield return finding;
            }
        }
    }

    // An imported run names any place: there may be a pipe or a device by now.
    private static (string? Hash, string? Why) HashOf(string file)
    {
        try
        {
            return (ContentHash.OfMaps(file, null), null);
        }
        catch (ProblemException failure)
        {
            return (null, failure.Problems[0].What);
        }
    }

    // Where folders are the labels, no list has a hash of its own: which images there are is compared here.
    private IEnumerable<Finding> Images(AuditSubject subject, string name, JsonObject input, string? images, string root, string? labels = null)
    {
        var (folder, set) = (subject.Specs.Moved((string)input["folder"]!)!, (ImageSet?)null);
        string? actual = null;
        string? found = null;
        string? why = null;
        try
        {
            set = ImageSet.Read(subject.Specs.Moved(images) ?? folder, subject.Specs.Moved((string)input["list"]!)!).First((int?)input["limit"]);
            found = labels is null ? null : ImageSetHash.OfLabels(set);
            set = name == "masks" ? MaskSet.Of(folder, set) : set;
            actual = ImageSetHash.Compute(set, subject.Options.Rehash ? null : subject.Store.Hashes, cancellation: subject.Options.Cancellation);
        }
        catch (ProblemException failure)
        {
            why = failure.Problems[0].ToString();
        }

        if (why is not null)
        {
            yield return Unchecked($"{name} images in {folder}", why);
        }
        else if (found != labels)
        {
            yield return Found($"{name} images in {folder}", $"its images and classes have the hash {found}, not {labels}");
        }
        else if (actual != root)
        {
            yield return Found($"{name} images in {folder}", $"the set has the root {actual}, not {root}");
        }
    }
}
