namespace LCam.Experiments.Specs.Yaml;

/// <summary>A node of a spec's tree. Nodes never change: an anchored one may stand at several places.</summary>
internal abstract record SpecNode(SpecOrigin Origin)
{
    /// <summary>"a list", for messages.</summary>
    public abstract string Kind { get; }
}
