using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Images;
using LCam.Explainers;
using LCam.Weights;

namespace LCam.Experiments.Provenance;

/// <summary>Describes the inputs of stages by place and content; each is hashed once, and not at all where its hash is remembered.</summary>
/// <param name="sets">What the plan has found of whole sets; null where no plan was made.</param>
public sealed class InputRecorder(IContentHashCache cache, HashedSets? sets = null)
{
    private const string Masks = "masks";

    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Canonical JSON of every input of an order that is a file of the user's: weights, lists, image sets.</summary>
    public string Of(StageOrder order)
    {
        var inputs = new JsonObject();
        AddFile(inputs, order.Backbone.Script is null ? "weights" : "network features", order.Backbone.WeightsFile);
        AddFile(inputs, "network head", order.Backbone.Script?.Head);
        AddImages(inputs, order is MeasuringOrder ? "evaluation" : "train", order.Images, order.Images.Folder);
        switch (order)
        {
            case ClassifierOrder classifier:
                AddImages(inputs, "evaluation", classifier.Evaluation, classifier.Evaluation.Folder);
                break;
            case MeasuringOrder measuring:
                AddImages(inputs, Masks, order.Images, order.Images.Masks);
                AddParameters(inputs, measuring.Explainer);
                AddAttention(inputs, measuring.Explainer.Attention);
                break;
            default:
                break;
        }

        // Of a hundred thousand stages nearly all have the same few inputs: one text for all of them.
        var text = CanonicalJson.Text(inputs);
        return _texts.TryGetValue(text, out var known) ? known : _texts[text] = text;
    }

    private void AddParameters(JsonObject inputs, ExplainerOrder explainer)
    {
        foreach (var parameter in ExplainerRegistry.Find(explainer.Id).Parameters.Where(parameter => parameter.Kind == ParameterKind.File))
        {
            if ((string?)explainer.Parameters?[parameter.Name] is { } path)
            {
                inputs[explainer.Id == ExplainerRegistry.Recorded.Id ? "maps made elsewhere" : $"explainer {parameter.Name}"] =
                    Once($"maps {path}", () => new JsonObject { ["file"] = path, ["sha256"] = ContentHash.OfMaps(path, cache) });
            }
        }
    }

    // With what the file says of itself, which nothing here can check.
    private void AddAttention(JsonObject inputs, AttentionOrder? attention)
    {
        if (attention?.File is { } path)
        {
            inputs["attention trained elsewhere"] = Once($"attention {path}", () =>
            {
                var said = new JsonObject();
                foreach (var (name, text) in WeightFile.ReadHeader(path).Metadata)
                {
                    said[name] = text;
                }

                return new JsonObject { ["file"] = path, ["sha256"] = ContentHash.OfFile(path, cache), ["says"] = said };
            });
        }
    }

    private void AddFile(JsonObject inputs, string name, string? path)
    {
        if (path is not null)
        {
            inputs[name] = Once($"file {path}", () => new JsonObject { ["file"] = path, ["sha256"] = ContentHash.OfFile(path, cache) });
        }
    }

    private void AddImages(JsonObject inputs, string name, ImagesOrder order, string? folder)
    {
        // Masks may lie beside their images, in one folder.
        var isMasks = name == Masks;
        if (folder is not null)
        {
            inputs[name] = Once(FormattableString.Invariant($"{(isMasks ? "masks" : "images")} {folder} {order.List} {order.Limit}"), () => Describe(order, folder, isMasks));
        }
    }

    private JsonObject Describe(ImagesOrder order, string folder, bool isMasks)
    {
        var (list, limit) = (order.List, order.Limit);
        var hashed = sets?.Find(order.Folder, list, limit, isMasks ? folder : null) ?? Hash(order, folder, isMasks);
        return new JsonObject
        {
            ["folder"] = folder,
            ["list"] = list,
            ["list-sha256"] = FolderLabels.Is(list) ? hashed.Labels : ContentHash.OfFile(list, cache),
            ["limit"] = limit,
            ["count"] = hashed.Count,
            ["root"] = hashed.Root,
        };
    }

    private HashedSet Hash(ImagesOrder order, string folder, bool isMasks)
    {
        var listed = ImageSet.Read(order.Folder, order.List).First(order.Limit);
        var set = isMasks ? MaskSet.Of(folder, listed) : listed;
        return new HashedSet(set.Entries.Count, ImageSetHash.OfLabels(listed), ImageSetHash.Compute(set, cache));
    }

    private JsonNode Once(string what, Func<JsonObject> describe)
    {
        if (!_known.TryGetValue(what, out var known))
        {
            _known.Add(what, known = describe());
        }

        return known.DeepClone();
    }
}
