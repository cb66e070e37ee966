namespace LCam.EndToEnd.Tests;

/// <summary>Planning costs nothing: not even the time that libtorch takes to load.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly Lcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData("", 2, "0000.png: the mask has colours: the pixel in row ")]
    [InlineData(", mask-values: ['#030303', 7]", 2, "numbers and colours exclude each other")]
    [InlineData(", mask-values: ['#030303']", 0, "measure")]
    public async Task A_plan_reads_masks_and_weight_files_without_the_numeric_library(string rule, int exitCode, string message)
    {
        _lcam.Environment["LCAM_LIBTORCH"] = "/nowhere";
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 1);

        // The mask of a picture is the picture: it has colours.
        Samples.Images(_lcam, 1, "masks");
        Samples.Text(_lcam, "list.txt", "0000.png 1\n");
        Samples.Text(
            _lcam,
            "masks.yaml",
            $$"""
            name: masks
            data:
              train: { images: images, list: list.txt }
              evaluation: { images: images, list: list.txt, masks: masks{{rule}} }
            backbones: { resnet50: { weights: weights.safetensors, width: {{Samples.Width}} } }
            matrix: { backbone: resnet50, variant: fm, loss: lcam, seed: 1 }
            """);
        var result = await _lcam.Run("plan", "masks.yaml");
        Assert.True(result.ExitCode == exitCode, result.ToString());
        Assert.Contains(message, result.Out + result.Error, StringComparison.Ordinal);
    }
}
