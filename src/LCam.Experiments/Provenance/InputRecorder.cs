using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Images;
using LCam.Explainers;
using LCam.Weights;

namespace LCam.Experiments.Provenance;

/// <summary>Describes the inputs of stages by place and content; each is hashed once, and not at all where its hash is remembered.</summary>
public sealed class InputRecorder(IContentHashCache cache)
{
    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Canonical JSON of every input of an order that is a file of the user's: weights, lists, image sets.</summary>
    public string Of(StageOrder order)
    {
        var inputs = new JsonObject();
        AddFile(inputs, "weights", order.Backbone.WeightsFile);
        AddImages(inputs, order is MeasuringOrder ? "evaluation" : "train", order.Images, order.Images.Folder);
        switch (order)
        {
            case ClassifierOrder classifier:
                AddImages(inputs, "evaluation", classifier.Evaluation, classifier.Evaluation.Folder);
                break;
            case MeasuringOrder measuring:
                AddImages(inputs, "masks", order.Images, order.Images.Masks);
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
        if (folder is not null)
        {
            inputs[name] = Once(FormattableString.Invariant($"images {folder} {order.List} {order.Limit}"), () => Describe(order.Folder, folder, order.List, order.Limit));
        }
    }

    private JsonObject Describe(string images, string folder, string list, int? limit)
    {
        var listed = ImageSet.Read(images, list).First(limit);
        var set = folder == images ? listed : MaskSet.Of(folder, listed);
        return new JsonObject
        {
            ["folder"] = folder,
            ["list"] = list,
            ["list-sha256"] = ContentHash.OfFile(list, cache),
            ["limit"] = limit,
            ["count"] = set.Entries.Count,
            ["root"] = ImageSetHash.Compute(set, cache),
        };
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
