using System.Globalization;
using System.Text.Json.Nodes;
using LCam.Images;

namespace LCam.Experiments.Checklists;

/// <summary>What is known of an experiment's images.</summary>
internal static class DataLines
{
    private const int ShownDigits = 12;

    public static IEnumerable<ChecklistLine> Of(EvidenceFacts facts)
    {
        var embedded = facts.Spec.Data.Shapes is not null;
        yield return new ChecklistLine("Statistics, such as the number of examples", [.. Counts(facts), .. Labels(facts)], null);
        yield return new ChecklistLine("Splits", [.. Splits(facts)], facts.HasModelsFromElsewhere ? "Say what the models that were trained elsewhere were trained on, and that no evaluation image is among it."
            : embedded || IsSplitBySeed(facts) ? null : "Say how the lists were made, and that no image is in both.");
        yield return new ChecklistLine("What was left out, and preprocessing", [.. Exclusions(facts), .. Preprocessing(facts)], embedded ? null : "Say what the lists themselves leave out.");
        yield return new ChecklistLine(
            "Where the data can be had",
            embedded ? ["The images are made by the program from a seed, whenever they are not there."] : [],
            embedded ? null : "Give an address and the licence: the store knows the images by their hashes alone.");
        yield return new ChecklistLine(
            "How new data was collected",
            embedded ? ["Nothing was collected: the images are drawn, each with the mask of its object and its class as label."] : [],
            embedded ? null : "Describe it, or say that there is no new data.");
    }

    // One folder, cut in two: no image is in both parts.
    private static bool IsSplitBySeed(EvidenceFacts facts) =>
        facts.Inputs.Where(input => input.Input["list"] is not null).Select(input => (string?)input.Input["list"]).ToList() is { Count: > 0 } lists && lists.All(list => FolderLabels.Is(list) && FolderLabels.Parse(list!)!.Split is not null);

    public static IEnumerable<string> Counts(EvidenceFacts facts)
    {
        if (facts.Spec.Data.Shapes is { } shapes)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The embedded data set: {shapes.Train} training and {shapes.Evaluation} evaluation images of {shapes.Classes} classes, {shapes.Size} pixels a side, from seed {shapes.Seed}.");
        }

        foreach (var (name, input) in facts.Inputs.Where(input => input.Input["root"] is not null))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Images of the set {name}: {(long?)input["count"]}, with the hash {Short(input["root"])} over all of them.");
        }
    }

    private static IEnumerable<string> Labels(EvidenceFacts facts)
    {
        if (facts.Labels is { } counts)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The evaluation images have {counts.Labels} different labels, with at least {counts.Least} and at most {counts.Most} images each (run {counts.Run}).");
        }
    }

    public static IEnumerable<string> Splits(EvidenceFacts facts)
    {
        foreach (var (name, input) in facts.Inputs.Where(input => input.Input["list-sha256"] is not null))
        {
            var (list, hash) = ((string?)input["list"], Short(input["list-sha256"]));
            yield return FolderLabels.Is(list) ? ByFolders(name, FolderLabels.Parse(list!)!, hash) : $"The images of the set {name} are those of {Path.GetFileName(list)}, with the hash {hash}.";
        }

        if (facts.Trains)
        {
            yield return "Nothing is chosen by a validation split: the model of the last epoch is measured.";
        }

        if (facts.HasModelsFromElsewhere)
        {
            yield return "What models that were trained elsewhere were trained and chosen on, the store does not know.";
        }
    }

    private static string ByFolders(string name, FolderLabels labels, string hash) => labels.Split is { } split
        ? string.Create(CultureInfo.InvariantCulture, $"The images of the set {name} are a part of a folder of class folders: each image is for evaluation with the chance {split.Share:0.####}, by its path and the seed {split.Seed}, and else for training; the labels have the hash {hash}.")
        : $"The images of the set {name} are all of a folder of class folders, and labelled by these; the labels have the hash {hash}.";

    private static List<string> Exclusions(EvidenceFacts facts)
    {
        var limits = facts.Inputs.Where(input => input.Input["limit"] is JsonValue).Select(input => string.Create(CultureInfo.InvariantCulture, $"Of the {input.Name} list the first {(long?)input.Input["limit"]} images alone were used.")).ToList();
        return limits.Count > 0 ? limits : ["No image of the lists was left out."];
    }

    public static IEnumerable<string> Preprocessing(EvidenceFacts facts)
    {
        var training = Sizes(facts.Settings("train").Select(settings => settings["training"]));
        var evaluation = Sizes(facts.Settings("measure").Concat(facts.Settings("sanity")).Select(settings => settings["evaluation"]));
        if (training.Length > 0)
        {
            yield return $"Training: the short side is resized ({training}), then a random crop and a random horizontal flip.";
        }

        if (evaluation.Length > 0)
        {
            yield return $"Evaluation: the short side is resized ({evaluation}), then the centre is cropped.";
        }

        yield return "Networks see images in [0, 1] less ImageNet's mean, over its standard deviation, per channel.";
    }

    private static string Sizes(IEnumerable<JsonNode?> settings) => string.Join("; ", settings.OfType<JsonNode>()
        .Select(part => string.Create(CultureInfo.InvariantCulture, $"to {(long?)part["input-size"]} pixels, crop {(long?)part["crop-size"]}")).Distinct());

    private static string Short(JsonNode? hash) => (string?)hash is { Length: > ShownDigits } text ? text[..ShownDigits] : "unknown";
}
