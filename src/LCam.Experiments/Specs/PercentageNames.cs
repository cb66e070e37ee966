using System.Globalization;

namespace LCam.Experiments.Specs;

/// <summary>What tables call percentages.</summary>
internal static class PercentageNames
{
    /// <summary>The share of a map that is kept, as headings have it.</summary>
    public static string Kept(double percentage) => string.Create(CultureInfo.InvariantCulture, $"{100 * (1 - percentage):0.##} %");
}
