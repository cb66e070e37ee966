namespace LCam.Experiments.Specs.Yaml;

/// <param name="Key">The key's text.</param>
/// <param name="Origin">The key's own place, which may be lines above its value's.</param>
/// <param name="Value">What it holds.</param>
internal sealed record MapEntry(string Key, SpecOrigin Origin, SpecNode Value);
