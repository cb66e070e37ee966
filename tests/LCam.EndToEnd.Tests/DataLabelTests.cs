namespace LCam.EndToEnd.Tests;

public sealed class DataLabelTests : IDisposable
{
    // The second signal's test counts on pictures that are decoded in seconds.
    private readonly Lcam _lcam = Lcam.ForLongWork();

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
