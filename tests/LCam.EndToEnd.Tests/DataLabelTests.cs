namespace LCam.EndToEnd.Tests;

public sealed class DataLabelTests : IDisposable
{
    private readonly Lcam _lcam = new();

    [Fact]
    public async Task An_interrupted_and_a_killed_labelling_go_on_to_the_bytes_of_an_undisturbed_one()
    {
        var (images, weights) = (Samples.Images(_lcam, 60), Samples.Weights(_lcam));
        string[] list = ["--list", Samples.LongList(_lcam, 60, "all.txt")];
        var whole = await _lcam.Run(Line(images, weights, "whole.txt", list));
        Assert.True(whole.ExitCode == 0, whole.ToString());

        var interrupted = await _lcam.RunAndSignal(Lcam.Interrupt, IsStart, Line(images, weights, "list.txt", list));
        Assert.True(interrupted.ExitCode == 75, interrupted.ToString());
        Assert.False(File.Exists(_lcam.PathOf("list.txt")));
        var killed = await _lcam.RunAndSignal(Lcam.Kill, IsStart, Line(images, weights, "list.txt", list));
        Assert.True(killed.ExitCode == 128 + Lcam.Kill, killed.ToString());
        Assert.False(File.Exists(_lcam.PathOf("list.txt")));

        var finished = await _lcam.Run(Line(images, weights, "list.txt", list));
        Assert.True(finished.ExitCode == 0, finished.ToString());
        Assert.Equal(File.ReadAllText(_lcam.PathOf("whole.txt")), File.ReadAllText(_lcam.PathOf("list.txt")));
        Assert.DoesNotContain("list.txt.partial", _lcam.Files());
    }

    [Theory]
    [InlineData("architecture", 2, "'resnet51' is no known backbone (did you mean resnet50?)")]
    [InlineData("sizes", 2, "--batch-size: '0' is not a whole number from 1 to 65536")]
    [InlineData("sizes", 2, "--crop-size: '-8' is not a whole number from 32 to 4096")]
    [InlineData("threads", 2, "--threads: '0'")]
    [InlineData("device", 2, "--device: gpu is no device")]
    [InlineData("classes", 2, "5 classes")]
    [InlineData("entries", 2, "fc.bias")]
    [InlineData("weights", 5, "none.pth: there is no such weight file")]
    [InlineData("empty-folder", 2, "holds no image file")]
    [InlineData("no-folder", 5, "there is no such image folder")]
    [InlineData("list", 2, "list.txt:1")]
    [InlineData("output", 2, "is there already")]
    [InlineData("output-folder", 2, "there is no such folder")]
    [InlineData("not-writable", 1, "cannot be written")]
    [InlineData("broken", 2, "0.png: this is no image")]
    public async Task Whatever_is_wrong_with_a_labelling_is_said_and_nothing_is_left(string fault, int exitCode, string message)
    {
        var images = fault == "no-folder" ? "none" : Samples.Images(_lcam, fault == "empty-folder" ? 0 : 3);
        var weights = fault == "weights" ? "none.pth" : Samples.Weights(_lcam, keep: name => fault != "entries" || name != "fc.bias");
        Samples.Text(_lcam, "list.txt", "0000.png\n");
        if (fault == "broken")
        {
            // The first of all: labels before it would be kept.
            Samples.Text(_lcam, "images/0.png", "not an image");
        }

        var output = fault switch { "output" => "list.txt", "output-folder" => "none/out.txt", "not-writable" => "/proc/out.txt", _ => "out.txt" };
        string[] more = fault switch
        {
            "architecture" => ["--architecture", "resnet51"],
            "sizes" => ["--batch-size", "0", "--crop-size", "-8"],
            "threads" => ["--threads", "0"],
            "device" => ["--device", "gpu"],
            "classes" => ["--classes", "6"],
            "list" => ["--list", "list.txt"],
            _ => [],
        };
        var before = _lcam.Files();
        var result = await _lcam.Run(Line(images, weights, output, more));
        result.AssertRefused(exitCode, message);
        Assert.Equal(before, _lcam.Files());
    }

    // One batch that takes half a minute in native code, which nobody but the second signal ends.
    [Fact]
    public async Task A_second_signal_ends_a_labelling_at_once_and_leaves_no_list_of_no_labels()
    {
        _lcam.Environment["TMPDIR"] = Directory.CreateDirectory(_lcam.PathOf("tmp")).FullName;
        var (images, weights) = (Samples.Images(_lcam, 40), Samples.Weights(_lcam));
        var before = _lcam.Files();
        var result = await _lcam.RunAndAct(
            process =>
            {
                // The pictures are decoded by then; where they are not, the second signal still comes before the first one's end.
                Thread.Sleep(4000);
                Processes.Signal(process, Lcam.Interrupt);
                Thread.Sleep(20);
                Processes.Signal(process, Lcam.Interrupt);
            },
            IsStart,
            Line(images, weights, "out.txt", "--batch-size", "40", "--input-size", "1024", "--crop-size", "1024"));
        Assert.True(result.ExitCode == 130, result.ToString());
        Assert.Contains("once more to stop at once", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, _lcam.Files());
    }

    public void Dispose() => _lcam.Dispose();

    private static bool IsStart(string line) => line.StartsWith("labelling", StringComparison.Ordinal);

    private static string[] Line(string images, string weights, string output, params string[] more) =>
        PredictionLine.Of("label", images, weights, ["--output", output, .. more]);
}
