using System.Globalization;

namespace LCam.Tests.Shared;

/// <summary>Command lines of the verbs that run the samples' classifier over images.</summary>
internal static class PredictionLine
{
    /// <param name="verb">Of <c>lcam data</c>.</param>
    /// <param name="images">The image folder.</param>
    /// <param name="weights">The weight file.</param>
    /// <param name="more">Names and values of other options; they replace the standard values.</param>
    public static string[] Of(string verb, string images, string weights, params string[] more)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--images"] = images,
            ["--weights"] = weights,
            ["--architecture"] = "resnet50",
            ["--width"] = Samples.Width,
            ["--classes"] = Samples.Classes.ToString(CultureInfo.InvariantCulture),
            ["--input-size"] = "36",
            ["--crop-size"] = "32",
            ["--batch-size"] = "2",
            ["--device"] = "cpu",
            ["--threads"] = "1",
        };
        for (var index = 0; index < more.Length; index += 2)
        {
            options[more[index]] = more[index + 1];
        }

        return ["data", verb, .. options.SelectMany(option => new[] { option.Key, option.Value })];
    }
}
