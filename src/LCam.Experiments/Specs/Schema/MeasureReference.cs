using System.Globalization;
using System.Text;
using LCam.Measures;

namespace LCam.Experiments.Specs.Schema;

/// <summary>The sections of docs/measures.md: one a measure.</summary>
internal static class MeasureReference
{
    // The reference's image size: settings are shown for it.
    private const int Side = 224;

    public static string Generate()
    {
        var text = new StringBuilder();
        foreach (var measure in MeasureRegistry.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {measure.Name}\n");
            text.Append(CultureInfo.InvariantCulture, $"`{measure.Id}`, version {measure.Version}; {Taken(measure)}; {Unit(measure)}; {Direction(measure)}.\n\n");
            text.Append(CultureInfo.InvariantCulture, $"{measure.Definition}\n\n");
            text.Append(CultureInfo.InvariantCulture, $"- Undefined: {measure.Undefined}\n");
            var settings = measure.Settings(MeasureOptions.None, Side);
            if (settings.Count > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"- Settings for images of {Side}x{Side}: {string.Join(", ", settings.Select(setting => $"{setting.Key} {setting.Value}"))}.\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"- Source: {measure.Source}.\n");
        }

        return text.ToString();
    }

    private static string Taken(MeasureRegistration measure)
    {
        var which = measure.PerPercentage ? "at each percentage" : "of the unmuted map";
        var where = measure.NeedsObjects ? ", where there are object masks" : "";
        return measure.Make is null || measure.TakenByDefault ? $"taken by every evaluation {which}{where}" : $"taken where `measures` names it, {which}{where}";
    }

    private static string Unit(MeasureRegistration measure) => measure switch
    {
        { Unit: MeasureUnit.Seconds } => "in seconds",
        { PerPercentage: true } => "from 0 to 100 %",
        _ => "from 0 to 1, in Markdown tables from 0 to 100 %",
    };

    private static string Direction(MeasureRegistration measure) => measure.Direction switch
    {
        MeasureDirection.LowerIsBetter => "lower is better",
        MeasureDirection.HigherIsBetter => "higher is better",
        _ => "neither end is better",
    };
}
