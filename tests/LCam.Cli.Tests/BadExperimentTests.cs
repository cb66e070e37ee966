namespace LCam.Cli.Tests;

/// <summary>What is wrong with an experiment is said clearly, with the right exit code, before anything is made.</summary>
public sealed class BadExperimentTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("percentage: [0, 0.5]", "percentage: [0, 1.2]", "tiny.yaml:11:matrix.percentage")]
    [InlineData("vgg16: { weights", "vgg17: { weights", "vgg16")]
    [InlineData("variant: fm", "variant: fmm", "tiny.yaml:8:matrix.variant")]
    [InlineData("batch-size: 8, input-size", "batchsize: 8, input-size", "did you mean 'batch-size'")]
    [InlineData("seed: 1\n  percentage", "seed: one\n  percentage", "tiny.yaml:10:matrix.seed")]
    [InlineData("name: tiny", "name: tiny\nname: tiny", "tiny.yaml:2")]
    [InlineData("name: tiny", "name: [tiny", "tiny.yaml:")]
    [InlineData("name: tiny", "name: ${NOT_SET}", "environment variable NOT_SET is not set")]
    [InlineData("crop-size: 40", "crop-size: 400", "crop-size")]
    [InlineData("epochs: 3", "epochs: -3", "tiny.yaml:13:training.epochs")]
    public void A_wrong_spec_is_named_with_its_line_and_key(string right, string wrong, string message)
    {
        TinySpec.Write(_lcam, text => text.Replace(right, wrong, StringComparison.Ordinal));
        Refused(2, message, "run", "tiny.yaml");
    }

    [Fact]
    public void Everything_wrong_with_a_spec_is_said_at_once()
    {
        TinySpec.Write(_lcam, text => text
            .Replace("0.5]", "1.5]", StringComparison.Ordinal)
            .Replace("variant: fm", "variant: f", StringComparison.Ordinal)
            .Replace("epochs: 3", "epoch: 3", StringComparison.Ordinal));
        var result = Refused(2, "matrix.percentage", "run", "tiny.yaml");
        Assert.Contains("matrix.variant", result.Error, StringComparison.Ordinal);
        Assert.Contains("training.epoch", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variant_that_the_architecture_has_not_is_refused()
    {
        TinySpec.Write(_lcam, text => text.Replace("vgg16", "resnet50", StringComparison.Ordinal).Replace("variant: fm", "variant: img-7x7", StringComparison.Ordinal));
        Refused(2, "img-7x7", "run", "tiny.yaml");
    }

    [Theory]
    [InlineData(2, "--set", "run", "tiny.yaml", "--set", "training.epoch=2")]
    [InlineData(2, "--device", "run", "tiny.yaml", "--device", "tpu")]
    [InlineData(2, "--device: cuda:7 is not there", "run", "tiny.yaml", "--device", "cuda:7")]
    [InlineData(2, "--threads", "run", "tiny.yaml", "--threads", "0")]
    [InlineData(2, "there is no spec", "run", "tinny.yaml")]
    [InlineData(1, "/proc/lcam", "run", "tiny.yaml", "--store", "/proc/lcam")]
    [InlineData(1, "tiny.yaml/store", "run", "tiny.yaml", "--store", "tiny.yaml/store")]
    [InlineData(2, "'word' not recognized", "table", "tiny.yaml", "--format", "word")]
    [InlineData(5, "no.md", "table", "tiny.yaml", "--check", "no.md")]
    [InlineData(2, "there is no store here", "show", "abc")]
    [InlineData(2, "plann", "plann", "tiny.yaml")]
    [InlineData(2, "", "run")]
    public void A_wrong_command_line_is_refused(int exitCode, string message, params string[] args)
    {
        TinySpec.Write(_lcam);
        Refused(exitCode, message, args);
    }

    [Fact]
    public void All_missing_data_is_listed_before_any_work()
    {
        WriteOnFiles("images", "train.txt", "evaluation.txt", "weights.pth");
        var result = Refused(5, "train.txt is not there", "run", "tiny.yaml", "--store", "store");
        Assert.Contains("data.train.images", result.Error, StringComparison.Ordinal);
        Assert.Contains("evaluation.txt is not there", result.Error, StringComparison.Ordinal);
        Assert.Contains("weights.pth is not there", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, _lcam.Run("plan", "tiny.yaml").ExitCode);
    }

    [Theory]
    [InlineData("", "the list has no images")]
    [InlineData("a.png 0\nb.png zero\n", "train.txt:2")]
    [InlineData("a.png 0\na.png 7\n", "train.txt:2")]
    [InlineData("../a.png 0\n", "train.txt:1")]
    public void A_wrong_list_is_named_with_its_line(string list, string message)
    {
        Directory.CreateDirectory(_lcam.PathOf("images"));
        File.WriteAllText(_lcam.PathOf("images", "a.png"), "");
        File.WriteAllText(_lcam.PathOf("train.txt"), list);
        File.WriteAllText(_lcam.PathOf("evaluation.txt"), "a.png 1\n");
        WriteOnFiles("images", "train.txt", "evaluation.txt", "weights.pth");
        Refused(2, message, "run", "tiny.yaml", "--store", "store");
    }

    [Fact]
    public void Images_that_a_list_names_and_that_are_not_there_are_named_with_their_lines()
    {
        Directory.CreateDirectory(_lcam.PathOf("images"));
        File.WriteAllText(_lcam.PathOf("train.txt"), "a.png 0\nb.png 1\n");
        File.WriteAllText(_lcam.PathOf("evaluation.txt"), "c.png 1\n");
        WriteOnFiles("images", "train.txt", "evaluation.txt", "weights.pth");
        var result = Refused(5, "train.txt:2", "run", "tiny.yaml", "--store", "store");
        Assert.Contains("evaluation.txt:1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_something_else_in_it_never_becomes_a_data_set()
    {
        Directory.CreateDirectory(_lcam.PathOf("data"));
        File.WriteAllText(_lcam.PathOf("data", "thesis.txt"), "precious");
        TinySpec.Write(_lcam);
        var result = _lcam.Run("run", "tiny.yaml", "--store", "store");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(["thesis.txt"], Directory.EnumerateFileSystemEntries(_lcam.PathOf("data")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused_and_kept()
    {
        TinySpec.Write(_lcam);
        Directory.CreateDirectory(_lcam.PathOf("store"));
        File.WriteAllText(_lcam.PathOf("store", "lcam.db"), new string('x', 5000));
        Refused(1, "lcam.db", "run", "tiny.yaml", "--store", "store");
        Assert.Equal(5000, new FileInfo(_lcam.PathOf("store", "lcam.db")).Length);
    }

    [Fact]
    public void Weights_for_another_class_count_are_refused_before_any_work()
    {
        var made = _lcam.Run("data", "shapes", "--output", "data", "--train", "24", "--evaluation", "10", "--classes", "2", "--size", "48");
        Assert.True(made.ExitCode == 0, made.ToString());
        Samples.Vgg(_lcam, 2);
        WriteOnFiles("data", "data/train.txt", "data/evaluation.txt", "weights.safetensors");
        var result = _lcam.Run("run", "tiny.yaml", "--store", "other");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("weights.safetensors", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 classes", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_lcam.PathOf("other", "stages")));
    }

    // As the tiny experiment, on files that the user gives, for a network of three classes.
    private void WriteOnFiles(string images, string train, string evaluation, string weights) => TinySpec.Write(_lcam, text => text
        .Replace(
            "shapes: { folder: data, seed: 1, train: 24, evaluation: 10, classes: 2, size: 48 }",
            $"train: {{ images: {images}, list: {train} }}\n  evaluation: {{ images: {images}, list: {evaluation} }}",
            StringComparison.Ordinal)
        .Replace("weights: train, width: 0.03125, classifier: { epochs: 1, batch-size: 8 }", $"weights: {weights}, width: 0.03125, classes: 3", StringComparison.Ordinal));

    private LcamResult Refused(int exitCode, string message, params string[] args)
    {
        var result = _lcam.Run(args);
        result.AssertRefused(exitCode, message);
        Assert.DoesNotContain(_lcam.Files(), file => file.Contains("stages", StringComparison.Ordinal) || file.EndsWith(".partial", StringComparison.Ordinal));
        return result;
    }
}
