namespace LCam.Experiments.Specs.Yaml;

/// <summary>One of the files that a spec is made of.</summary>
/// <param name="Source">Its name in messages: relative where the spec was named so.</param>
/// <param name="Path">Its full path.</param>
/// <param name="Text">Its text.</param>
internal sealed record SpecFile(string Source, string Path, string Text);
