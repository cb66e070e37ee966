using LCam.Models;

namespace LCam.Experiments.Specs.Keys;

/// <summary>The backbone architectures and what a spec must know about each.</summary>
internal static class KnownArchitectures
{
    private static readonly KnownArchitecture[] Table =
    [
        new("vgg16", [Variant.FeatureMaps, Variant.Image, Variant.Image7x7], Epochs: 8, DecayFactor: 0.75, DecayLastEpoch: 22),
        new("resnet50", [Variant.FeatureMaps, Variant.Image], Epochs: 26, DecayFactor: 0.95, DecayLastEpoch: 12),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Table.Select(architecture => architecture.Name)];

    public static KnownArchitecture? Find(string name) => Array.Find(Table, architecture => architecture.Name == name);
}
