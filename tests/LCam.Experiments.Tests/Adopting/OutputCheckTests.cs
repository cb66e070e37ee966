using LCam.Experiments.Adopting;
using LCam.Tests.Shared;

namespace LCam.Experiments.Tests.Adopting;

/// <summary>What the training script printed is what its record, its list and its schedule say; whatever is changed in it is found.</summary>
public sealed class OutputCheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-output-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SharedDataFact]
    public void A_real_output_is_as_the_record_says() => Assert.Empty(Find(Output));

    [SharedDataTheory]
    [InlineData("19.2036 (16.8194)", "19.2036 (16.8195)", "expected loss of epoch 0 as in train_record.csv:24, 16.8194, found 16.8195")]
    [InlineData("Loss 20.1338", "Loss 21.1338", "expected the loss to be its parts' sum 20.1338, found 21.1338")]
    [InlineData("Loss_ce 12.2567", "Loss_ce nan", "losses_ce is NaN, its mean 15.0745")]
    [InlineData("[1][4/6]", "[1][5/6]", "expected 3 lines of epoch 1, one each 2 steps, found steps 2, 5, 0")]
    [InlineData("[1][4/6]", "[1][4/7]", "expected 6 steps an epoch, found 7")]
    [InlineData("2 0.9025", "2 0.95", "expected the rate 0.9025 of epoch 2, found 0.95")]
    [InlineData("2 0.9025\n", "", "expected 4 rates of epoch 2, found 3")]
    [InlineData("Epoch: [2][4/6]", "Epoch: [3][4/6]", "epoch 3 of a training of 3 epochs")]
    public void What_is_changed_is_found(string text, string instead, string evidence)
    {
        Assert.Contains(text, Output, StringComparison.Ordinal);
        Assert.Contains(evidence, Find(Output.Replace(text, instead, StringComparison.Ordinal)).Select(finding => finding.Evidence));
    }

    private static string Output => File.ReadAllText(Past("training-output.txt"));

    private static string Past(string name) => SharedData.Path("fixtures", "past-run", name);

    private IEnumerable<Finding> Find(string output)
    {
        var path = Path.Combine(_folder.FullName, "output.txt");
        File.WriteAllText(path, output);
        var files = PastFiles.Of(new AdoptRequest(Past("ResNet50_L_CAM_Img")) { TrainingList = Past("train24.txt") });
        return OutputCheck.Find(PastRunReader.Prepare(files).Run, TrainingOutput.Read(path), "output.txt");
    }
}
