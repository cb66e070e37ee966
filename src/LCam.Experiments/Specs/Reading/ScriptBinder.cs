using LCam.Models.Scripted;
using LCam.Problems;

namespace LCam.Experiments.Specs.Reading;

/// <summary>Makes the TorchScript network of a backbone, and refuses its keys elsewhere and others' keys for it.</summary>
internal sealed class ScriptBinder(ValueResolver resolver, List<Problem> problems)
{
    private static readonly string[] Own = ["features", "head", "trusted", "normalisation"];

    // With what to do instead.
    private static readonly (string Key, string Remedy)[] Others =
    [
        ("weights", "a torchscript network is trained elsewhere: give 'features' and 'head'"),
        ("entry", "leave it out: an entry is of a weight file"),
        ("width", "leave it out: a torchscript network has the channels that it has"),
    ];

    private readonly SpecValues _values = resolver.Values;

    /// <summary>The two files of a backbone; null for one of another architecture.</summary>
    public (SpecPath Features, ScriptSpec Script)? Bind(string path, string architecture)
    {
        if (architecture != ScriptedArchitecture.Name)
        {
            problems.AddRange(Own.Where(key => _values.Written.Contains($"{path}.{key}")).Select(key => new Problem(
                _values.Where($"{path}.{key}"), $"'{key}' is for architecture: {ScriptedArchitecture.Name}", "leave it out, or say so")));
            return null;
        }

        foreach (var (key, remedy) in Others.Where(other => _values.Written.Contains($"{path}.{other.Key}")))
        {
            problems.Add(new Problem(_values.Where($"{path}.{key}"), $"'{key}' is not for architecture: {ScriptedArchitecture.Name}", remedy));
        }

        if (_values.Maps.ContainsKey($"{path}.classifier"))
        {
            problems.Add(new Problem(_values.Where($"{path}.classifier"), "a torchscript network is not trained from scratch", "leave it out"));
        }

        if (_values.Maps.ContainsKey("sanity"))
        {
            problems.Add(new Problem(_values.Where($"{path}.architecture"), "a sanity check makes layers random by their names, and a torchscript network tells none", "check one of the other architectures"));
        }

        foreach (var (key, what) in new[] { ("features", "from the image to the last feature maps"), ("head", "from there to the logits") }.Where(file => !_values.Written.Contains($"{path}.{file.Item1}")))
        {
            problems.Add(new Problem(_values.Where($"{path}.{key}"), $"'{key}' is missing", $"give the TorchScript file {what}"));
        }

        if (!resolver.Value($"{path}.trusted", false))
        {
            problems.Add(new Problem(
                _values.Where($"{path}.trusted"),
                ScriptOptions.IsProgram,
                "look where both files come from, then write trusted: true"));
        }

        return (resolver.Path($"{path}.features"), new ScriptSpec(
            resolver.Path($"{path}.head"), resolver.Value($"{path}.normalisation", "imagenet") == "none", _values.Written.Contains($"{path}.classes")));
    }
}
