namespace LCam.Cli.Tests;

/// <summary>A folder of class folders as a data set: what is right is planned, and what is wrong is told where the spec says it.</summary>
public sealed class FolderDataRefusalTests : IDisposable
{
    private const string Both = "  train: { images: photos, labels: folders }\n  evaluation: { images: photos, labels: folders }\n";
    private const string Split = "  split: { evaluation: 0.5 }\n";

    private readonly LocalLcam _lcam = new();

    public FolderDataRefusalTests()
    {
        foreach (var name in new[] { "photos/ant", "photos/bee", "others/ant", "others/cat" })
        {
            Samples.Images(_lcam, 8, name);
        }

        Samples.Text(_lcam, "names.txt", "Ant\nBee\nCat\n");
    }

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void A_folder_is_planned_and_says_how_many_classes_there_are()
    {
        Write(Both + Split, "");
        var result = _lcam.Run("plan", "own.yaml");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("4 stages: 4 run", result.Out, StringComparison.Ordinal);
        Assert.Contains("labels: 2 different", _lcam.Run("data", "check", "--images", "photos", "--labels", "folders").Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Both, "", "own.yaml:4:data.evaluation.images: data.train and data.evaluation are the same images (give data.split: { evaluation: 0.2 }, or another folder)")]
    [InlineData("  train: { images: photos, labels: folders }\n  evaluation: { images: others, labels: folders }\n" + Split, "", "own.yaml:5:data.split: 'data.split' parts one folder")]
    [InlineData("  train: { images: photos, labels: folders }\n  evaluation: { images: others, labels: folders }\n", "", "own.yaml:4:data.evaluation.images: expected the class folders of data.train, found cat beside them and no bee")]
    [InlineData(Both + Split, "classes: 5, ", "own.yaml:3:data.train.labels: expected 5 class folders, as many as net has classes, found 2 in ")]
    [InlineData(Both + Split + "  names: names.txt\n", "", "own.yaml:6:data.names: expected 2 names, as many as net has classes, found 3 in ")]
    [InlineData("  train: { images: photos, labels: folders, list: a.txt }\n  evaluation: { images: others }\n", "", "own.yaml:3:data.train.labels: 'list' and 'labels' exclude each other")]
    [InlineData("  train: { images: photos, labels: folders, list: a.txt }\n  evaluation: { images: others }\n", "", "own.yaml:4:data.evaluation.list: 'list' is missing (give a path: list of the evaluation images and their labels; or labels: folders)")]
    public void What_is_wrong_is_told_once(string data, string classes, string message)
    {
        Write(data, classes);
        var result = _lcam.Run("plan", "own.yaml");
        Assert.Equal(2, result.ExitCode);
        var text = result.Out + result.Error;
        Assert.Equal(2, text.Split(message).Length);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_and_labels_exclude_each_other()
    {
        var result = _lcam.Run("data", "check", "--images", "photos");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("give either --list or --labels folders", result.Error, StringComparison.Ordinal);
    }

    private void Write(string data, string classes) => Samples.Text(_lcam, "own.yaml", $$"""
        name: own
        data:
        {{data.TrimEnd()}}
        backbones:
          net: { architecture: resnet18, weights: train, {{classes}}width: 0.0625 }
        matrix: { backbone: net, variant: fm, loss: lcam, seed: 1 }
        controls: [gaussian]
        training: { input-size: 40, crop-size: 32 }
        """);
}
