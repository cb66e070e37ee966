using LCam.Images;
using LCam.Labelling;
using LCam.Problems;

namespace LCam.Tests.Labelling;

public sealed class LabellerTests : IDisposable
{
    private readonly TinyClassifier _tiny = new(18);

    [Fact]
    public void Every_image_gets_a_class_in_the_order_of_its_list()
    {
        _tiny.Label();
        var entries = ImageList.Read(_tiny.List, _tiny.Prediction.Backbone.Classes);
        Assert.Equal(_tiny.Images.Set.Entries.Select(entry => entry.Path), entries.Select(entry => entry.Path));
        Assert.True(entries.Select(entry => entry.Label).Distinct().Count() > 1, "the images' labels differ");
        Assert.False(File.Exists(_tiny.Partial));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(16)]
    public void A_stopped_run_goes_on_to_the_same_bytes_as_one_never_stopped(int stopAt)
    {
        _tiny.Label();
        var whole = File.ReadAllBytes(_tiny.List);
        File.Delete(_tiny.List);

        _tiny.LabelUntil(stopAt);
        Assert.False(File.Exists(_tiny.List));
        var reports = new List<LabellingProgress>();
        _tiny.Label(progress: new TinyClassifier.Each(reports.Add));
        Assert.Equal(new LabellingProgress(stopAt, 18, stopAt), reports[0]);
        Assert.Equal(whole, File.ReadAllBytes(_tiny.List));
    }

    [Fact]
    public void A_partial_file_of_other_settings_is_refused_by_their_names_and_kept()
    {
        _tiny.LabelUntil(8);
        var left = File.ReadAllBytes(_tiny.Partial);
        var other = _tiny.Options with { Prediction = _tiny.Prediction with { InputSize = 40, BatchSize = 2 } };
        var failure = Assert.Throws<ProblemException>(() => _tiny.Label(other));
        Assert.Equal(ProblemKind.InvalidInput, failure.Kind);
        Assert.Contains("other settings: input-size, batch-size", failure.Message, StringComparison.Ordinal);
        Assert.Equal(left, File.ReadAllBytes(_tiny.Partial));

        _tiny.Label(other with { Restart = true });
        Assert.Equal(18, ImageList.Read(_tiny.List).Count);
    }

    [Fact]
    public void A_broken_image_is_named_and_the_labels_before_it_are_kept()
    {
        var broken = Path.Combine(_tiny.Images.Folder, "images", "9.png");
        var good = File.ReadAllBytes(broken);
        File.WriteAllText(broken, "no image");
        var failure = Assert.Throws<ProblemException>(() => _tiny.Label());
        Assert.Contains("list.txt:10: images/9.png: this is no image", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_tiny.List));

        File.WriteAllBytes(broken, good);
        var reports = new List<LabellingProgress>();
        _tiny.Label(progress: new TinyClassifier.Each(reports.Add));
        Assert.Equal(8, reports[0].Resumed);
    }

    [Fact]
    public void Two_runs_cannot_write_one_list()
    {
        var failures = new List<ProblemException>();
        _tiny.Label(progress: new TinyClassifier.Each(report =>
        {
            if (report.Done == 8)
            {
                failures.Add(Assert.Throws<ProblemException>(() => _tiny.Label()));
            }
        }));
        Assert.Equal(ProblemKind.Environment, Assert.Single(failures).Kind);
        Assert.Equal(18, ImageList.Read(_tiny.List).Count);
    }

    [Fact]
    public void A_list_that_is_there_is_only_replaced_when_asked()
    {
        File.WriteAllText(_tiny.List, "mine 1\n");
        Assert.Contains("is there already", Assert.Throws<ProblemException>(() => _tiny.Label()).Message, StringComparison.Ordinal);
        Assert.Equal("mine 1\n", File.ReadAllText(_tiny.List));
        _tiny.Label(_tiny.Options with { Replace = true });
        Assert.Equal(18, ImageList.Read(_tiny.List).Count);
    }

    [Fact]
    public void Every_impossible_option_is_named()
    {
        var options = _tiny.Options with { Prediction = _tiny.Prediction with { BatchSize = 0, CropSize = -1, InputSize = 0, Workers = -1 } };
        var failure = Assert.Throws<ProblemException>(() => _tiny.Label(options));
        Assert.Equal(
            ["the batch size is 0", "the number of workers is -1", "the crop size is -1", "the input size is 0"],
            failure.Problems.Select(problem => problem.What));
    }

    [Fact]
    public void Weights_of_another_class_count_leave_nothing_behind()
    {
        var failure = Assert.Throws<ProblemException>(() => _tiny.Label(_tiny.Options with { Prediction = _tiny.Prediction with { Backbone = _tiny.Prediction.Backbone with { Classes = 8 } } }));
        Assert.Contains("7 classes", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_tiny.Partial));
    }

    public void Dispose() => _tiny.Dispose();
}
