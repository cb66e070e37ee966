using System.Text;
using LCam.Experiments.Specs.Keys;

namespace LCam.Experiments.Specs.Schema;

/// <summary>The reference table of docs/spec.md: one row a key.</summary>
internal static class KeyReference
{
    public static string Generate()
    {
        var text = new StringBuilder();
        text.Append("| Key | Value | Default | Meaning | In the reference's command line |\n|---|---|---|---|---|\n");
        foreach (var key in SpecKeys.All.Where(key => !key.MirrorsTraining))
        {
            var path = key.Path.Replace(SpecKey.AnyName, "NAME", StringComparison.Ordinal);
            var fallback = key.Required ? "*required*" : key.Default;
            text.Append($"| `{path}` | {Value(key)} | {fallback} | {key.Meaning} | {Reference(key)} |\n");
        }

        return text.ToString();
    }

    private static string Value(SpecKey key) => key.Shape switch
    {
        KeyShape.Single => key.Rule.Expected,
        KeyShape.List => $"a list, each {key.Rule.Expected}",
        _ => "a list of maps from axes to values",
    };

    private static string Reference(SpecKey key) => string.Join(", ", key.Reference.Split(", ").Where(name => name.Length > 0).Select(name => $"`{name}`"));
}
