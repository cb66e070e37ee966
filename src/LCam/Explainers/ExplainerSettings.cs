using System.Text.Json.Nodes;
using LCam.Models;

namespace LCam.Explainers;

/// <summary>Values of all parameters of one explainer on one architecture, checked, no defaults left to apply.</summary>
public sealed class ExplainerSettings
{
    private readonly JsonObject _values;

    internal ExplainerSettings(IBackboneArchitecture architecture, JsonObject values)
    {
        Architecture = architecture;
        _values = values;
    }

    public IBackboneArchitecture Architecture { get; }

    /// <summary>Name of the layer that is explained; null of an explainer that looks at none.</summary>
    public string? Layer => _values.ContainsKey(TargetLayer.Name) ? Text(TargetLayer.Name) : null;

    /// <summary>A copy of the values by name, in the order of the parameters' definitions.</summary>
    public JsonObject ToJson() => _values.DeepClone().AsObject();

    /// <summary>The value of a parameter of kind <see cref="ParameterKind.WholeNumber"/>.</summary>
    public int WholeNumber(string name) => (int)Number(name);

    /// <summary>The value of a parameter of kind <see cref="ParameterKind.Number"/>.</summary>
    public double Number(string name) => ExplainerParameter.Number(_values[name]!);

    /// <summary>The value of a parameter of kind <see cref="ParameterKind.Choice"/> or <see cref="ParameterKind.File"/>; null for no file.</summary>
    public string? Text(string name) => _values[name]?.GetValue<string>();
}
