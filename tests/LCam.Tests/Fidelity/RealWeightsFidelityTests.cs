using System.Text.Json;
using LCam.Explainers;
using LCam.Images;
using LCam.Models;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>The published ResNet-50 with real ImageNet weights, on real photos.</summary>
[Collection(FidelityCollection.Name)]
public sealed class RealWeightsFidelityTests(FidelityTable table)
{
    private const string Prefix = "real ";

    public static TheoryData<string> Models() => [.. ModelCases.ResNet50];

    [SharedDataTheory]
    [MemberData(nameof(Models))]
    public void Training_is_the_reference_s(string name)
    {
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("train_pqf_" + name));
        var bounds = name.Contains("Fm", StringComparison.Ordinal) ? new Bounds(1e-5, 1e-5, 1e-5, 1e-5) : new Bounds(1e-5, 1e-5, 1e-2, 5e-2);
        new TrainingComparison(table, expected, Prefix + name, bounds).Check(() => ReferenceModel.WithRealWeights(name), ScalarType.Float32);
    }

    [SharedDataTheory]
    [MemberData(nameof(Models))]
    public void Scores_are_the_reference_s(string name)
    {
        using var scope = NewDisposeScope();
        using var expected = SafetensorsFile.Read(SmallNetworks.Fixture("eval_pqf_" + name));
        using var reference = ReferenceModel.WithRealWeights(name);
        using var pass = new CleanPass(reference.Model.Backbone, SmallNetworks.Images(20));
        var explainer = ExplainerRegistry.Find("l-cam").Create(new ExplainerContext(reference.Model.Backbone, reference.Model, 0));
        new EvaluationComparison(table, expected, Prefix + name).Check(pass, explainer);
    }

    // From the JPEG files on: the whole input path.
    [SharedDataFact]
    public void Every_photo_s_predictions_are_the_reference_s()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("imagenet-mini", "resnet50-predictions.json")));
        var photos = document.RootElement.EnumerateArray().ToArray();
        Assert.Equal(250, photos.Length);
        using var reference = ReferenceModel.WithRealWeights(ModelCases.ResNet50[0]);
        var folder = SharedData.Path("imagenet-mini", "images");
        var images = new ImageSet(folder, "predictions", [.. photos.Select((photo, row) => new ImageListEntry(photo.GetProperty("image").GetString()!, 0, row + 1))]);
        using var noGradient = no_grad();
        foreach (var batch in new ImageSource(images, 256, 224).Evaluation(25))
        {
            using var scope = NewDisposeScope();
            using (batch)
            {
                var probabilities = reference.Model.Backbone.call(ImageNormalisation.ImageNet.Apply(batch.Images)).softmax(1);
                var (confidences, classes) = probabilities.topk(5);
                var facts = batch.Indices.Select(index => photos[index]).ToArray();
                table.Same("top-1 class, photos that differ", "real ResNet50", facts.Select(fact => fact.GetProperty("top5")[0].GetInt64()), classes.select(1, 0).contiguous().data<long>());
                var expected = facts.SelectMany(fact => fact.GetProperty("confidence").EnumerateArray().Select(value => value.GetDouble()));
                table.Absolute("top-5 confidences", "real ResNet50", expected, confidences.to(float64).data<double>(), 1e-4);
            }
        }
    }
}
