using LCam.Images;
using LCam.Models;
using LCam.Predictions;
using LCam.Problems;
using LCam.Tests.Labelling;
using LCam.Tests.Shared;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Predictions;

public sealed class PredictionCheckTests : IDisposable
{
    // Two whole batches and a part of one.
    private const int Images = 10;

    private readonly TinyClassifier _tiny = new(Images);

    [Fact]
    public void A_model_agrees_with_the_list_that_it_made()
    {
        _tiny.Label();
        var done = new List<int>();
        var report = PredictionCheck.Prepare(Options).Run("cpu", new Each(done.Add));
        Assert.Equal((Images, Images, 0), (report.Images, report.Equal, report.Different));
        Assert.Equal([0, 4, 8, 10], done);
    }

    [Fact]
    public void A_changed_line_is_a_difference_with_both_classes_confidences()
    {
        _tiny.Label();
        var entries = ImageList.Read(_tiny.List);
        var listed = (entries[8].Label + 3) % _tiny.Prediction.Backbone.Classes;
        Write([.. entries.Select(entry => entry.Line == 9 ? entry with { Label = listed } : entry)]);
        var difference = Assert.Single(PredictionCheck.Prepare(Options).Run("cpu").Differences);
        Assert.Equal((9, entries[8].Path, listed, entries[8].Label), (difference.Line, difference.Image, difference.Listed, difference.Predicted));

        // The same by another path: the image alone, without the batch's padding.
        using var scope = NewDisposeScope();
        using var weights = WeightFile.Read(_tiny.Prediction.Weights);
        using var network = Backbones.Create(_tiny.Prediction.Backbone);
        StateDictLoader.Load(network, weights, _tiny.Prediction.Weights);
        network.Freeze();
        using var batch = new ImageSource(_tiny.Images.Set, 36, 32).Evaluation(1, startBatch: 8).First();
        var expected = network.call(ImageNormalisation.ImageNet.Apply(batch.Images)).softmax(1)[0];
        Assert.Equal(expected[difference.Predicted].item<float>(), difference.Confidence, 1e-5);
        Assert.Equal(expected[difference.Listed].item<float>(), difference.ListedConfidence, 1e-5);
        Assert.Equal(difference.Confidence - difference.ListedConfidence, difference.Margin);
    }

    [Fact]
    public void The_truth_is_matched_by_path_in_whatever_order()
    {
        _tiny.Label();
        var entries = ImageList.Read(_tiny.List);
        var truth = Truth([.. entries.Reverse().Select(entry => entry.Line <= 3 ? entry with { Label = (entry.Label + 1) % 7 } : entry)]);
        var report = PredictionCheck.Prepare(Options with { Truth = truth }).Run("cpu");
        Assert.Equal((Images - 3, Images - 3), (report.ListTrue, report.ModelTrue));
    }

    [Fact]
    public void Images_that_one_of_the_lists_lacks_are_named_with_their_lines()
    {
        _tiny.Label();
        var entries = ImageList.Read(_tiny.List);
        var truth = Truth([.. entries.Where(entry => entry.Line != 2), new ImageListEntry("images/other.png", 0, 0)]);
        var failure = Assert.Throws<ProblemException>(() => PredictionCheck.Prepare(Options with { Truth = truth }));
        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.Equal(
            [($"{_tiny.List}:2", $"{entries[1].Path} is not in {truth}"), ($"{truth}:10", $"images/other.png is not in {_tiny.List}")],
            failure.Problems.Select(problem => (problem.Where, problem.What)));
    }

    [Fact]
    public void An_image_may_stand_twice_in_a_list_but_not_with_two_labels()
    {
        _tiny.Label();
        var entries = ImageList.Read(_tiny.List);
        Write([.. entries, entries[0]]);
        Assert.Equal(Images + 1, PredictionCheck.Prepare(Options with { Truth = Truth(entries) }).Run("cpu").Equal);

        var other = (entries[0].Label + 1) % 7;
        var truth = Truth([.. entries, entries[0] with { Label = other }]);
        Write([.. entries, entries[1] with { Label = (entries[1].Label + 1) % 7 }]);
        var failure = Assert.Throws<ProblemException>(() => PredictionCheck.Prepare(Options with { Truth = truth }));
        Assert.Equal([$"{_tiny.List}:11", $"{truth}:11"], failure.Problems.Select(problem => problem.Where));
        Assert.Equal($"{entries[0].Path} has the label {other} here and {entries[0].Label} in line 1", failure.Problems[1].What);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        File.WriteAllText(_tiny.List, "images/0.png 1\nimages/none.png 2\n");
        var options = Options with
        {
            Prediction = _tiny.Prediction with { BatchSize = 0, Weights = "none.pth" },
            Truth = "none.txt",
            Rounding = double.NaN,
        };
        var failure = Assert.Throws<ProblemException>(() => PredictionCheck.Prepare(options));
        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.Equal(["", "none.pth", "", $"{_tiny.List}:2", "none.txt"], failure.Problems.Select(problem => problem.Where));
    }

    [SharedDataFact]
    public void Resnet50_predicts_for_photos_what_another_implementation_did()
    {
        const int Photos = 8;
        var list = Path.Combine(_tiny.Images.Folder, "photos.txt");
        ImageList.Write(list, ImageList.Read(SharedData.Path("imagenet-mini", "train.txt")).Take(Photos));
        var options = new PredictionCheckOptions
        {
            Prediction = new PredictionOptions
            {
                Backbone = new BackboneOptions("resnet50"),
                Weights = SharedData.Path("weights", "resnet50.pth"),
                BatchSize = Photos,
            },
            Images = SharedData.Path("imagenet-mini", "images"),
            List = list,
        };
        var report = PredictionCheck.Prepare(options).Run("cpu");
        Assert.Equal((Photos, Photos), (report.Images, report.Equal));
    }

    public void Dispose() => _tiny.Dispose();

    private PredictionCheckOptions Options => new() { Prediction = _tiny.Prediction, Images = _tiny.Images.Folder, List = _tiny.List };

    private void Write(IReadOnlyList<ImageListEntry> entries) => ImageList.Write(_tiny.List, entries);

    private string Truth(IReadOnlyList<ImageListEntry> entries)
    {
        var path = Path.Combine(_tiny.Images.Folder, "truth.txt");
        ImageList.Write(path, entries);
        return path;
    }

    private sealed class Each(Action<int> action) : IProgress<int>
    {
        public void Report(int value) => action(value);
    }
}
