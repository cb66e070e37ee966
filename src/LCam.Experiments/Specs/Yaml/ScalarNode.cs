namespace LCam.Experiments.Specs.Yaml;

/// <summary>A single value, variables not yet expanded.</summary>
internal sealed record ScalarNode(SpecOrigin Origin, string Text, bool IsPlain) : SpecNode(Origin)
{
    public bool IsNull => IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => "a single value";
}
