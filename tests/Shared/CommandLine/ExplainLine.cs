namespace LCam.Tests.Shared;

/// <summary>Command lines that explain the samples' classifier.</summary>
internal static class ExplainLine
{
    /// <param name="args">Images, and options that replace the standard ones.</param>
    public static string[] Of(params string[] args) => WithoutOutput([.. args, .. args.Contains("--output") ? Array.Empty<string>() : ["--output", "out"]]);

    /// <summary>The same, with no folder to write to.</summary>
    public static string[] WithoutOutput(params string[] args)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--backbone"] = "resnet50",
            ["--weights"] = "weights.safetensors",
            ["--classes"] = "5",
            ["--width"] = Samples.Width,
            ["--input-size"] = "36",
            ["--crop-size"] = "32",
            ["--threads"] = "1",
            ["--device"] = "cpu",
        };
        string[] more = [.. options.Where(option => !args.Contains(option.Key)).SelectMany(option => new[] { option.Key, option.Value })];
        return ["explain", .. args, .. more];
    }
}
