namespace LCam.Experiments.Specs;

/// <summary>Maps that another program made.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Maps">A file or a folder.</param>
/// <param name="Backbone">Name of the backbone that they explain.</param>
public sealed record RecordedMapsSpec(string Name, SpecPath Maps, string Backbone);
