namespace LCam.Models;

/// <summary>A backbone that can be named in a spec. A new one is a row of its family's table, or a class and a line in <see cref="Backbones"/>.</summary>
public interface IBackboneArchitecture
{
    /// <summary>Name in specs and keys, lower case.</summary>
    string Id { get; }

    /// <summary>Name in tables, as in the paper.</summary>
    string DisplayName { get; }

    /// <summary>Name of the networks that differ from it in depth alone, as <c>VGG</c>.</summary>
    string Family { get; }

    /// <summary>The layers that give feature maps, from the input to the output.</summary>
    IReadOnlyList<BackboneLayer> Layers { get; }

    /// <summary>Name of the layer that gives the last feature maps before any pooling of the classifier's: what is explained where nothing else is said.</summary>
    string LastMaps { get; }

    /// <summary>Name of the pooling layer right behind <see cref="LastMaps"/>; null where there is none.</summary>
    string? LastPooling { get; }

    /// <summary>What the network's input is made of images in [0,1].</summary>
    ImageNormalisation Normalisation { get; }

    InputSizes Inputs { get; }

    /// <summary>Whether the classifier has dropout.</summary>
    bool HasDropout { get; }

    BackboneDefaults Defaults { get; }

    /// <summary>What the reference implementation does differently for it; null where it does not have it.</summary>
    ReferenceFacts? Reference { get; }

    /// <summary>
    /// Names and numbers of dimensions of a state dict's entries, the same for every width and any classes, known without
    /// building a network. Counts of batches are left out: files from 2017 have none.
    /// </summary>
    IReadOnlyDictionary<string, int> EntryRanks { get; }

    /// <summary>Shapes of the entries of a state dict that tell a network of <paramref name="options"/> from others at a glance: the last has a row for each class.</summary>
    IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Landmarks(BackboneOptions options);

    /// <summary>A network. Its values are unspecified until weights are loaded or <see cref="Backbone.Initialise"/> is called.</summary>
    Backbone Create(BackboneOptions options);

    /// <summary>The variants that this architecture has layers for.</summary>
    IReadOnlyList<Variant> Variants => [.. Variant.All.Where(variant => variant.LayersOf(this).Count > 0)];

    /// <summary>The layer of that name.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    BackboneLayer Layer(string name) =>
        Layers.FirstOrDefault(layer => layer.Name == name) ?? throw new ArgumentException($"{Id} has no layer {name}", nameof(name));
}
