namespace LCam.Experiments.Outputs;

/// <summary>A file or folder that a command is about to write.</summary>
/// <param name="Where">The place of a problem with it: <c>file:line:key</c>, or an option.</param>
/// <param name="Path">Where it goes.</param>
/// <param name="Kind">What it is.</param>
public sealed record Output(string Where, string Path, OutputKind Kind);
