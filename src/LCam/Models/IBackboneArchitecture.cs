namespace LCam.Models;

/// <summary>A backbone that can be named in a spec. A new one is one class and one line in <see cref="Backbones"/>.</summary>
public interface IBackboneArchitecture
{
    /// <summary>Name in specs and keys, lower case.</summary>
    string Id { get; }

    /// <summary>Name in tables, as in the paper.</summary>
    string DisplayName { get; }

    /// <summary>The variants that this architecture has a cut for.</summary>
    IReadOnlyList<Variant> Variants { get; }

    ReferenceFacts Reference { get; }

    /// <summary>State-dict name of the layer whose output the variant's feature maps are, as <c>layer4.2</c>.</summary>
    string CutLayer(Variant variant);

    /// <summary>Input pixels per feature-map pixel.</summary>
    int FeatureStride(Variant variant);

    /// <summary>K: channels of the feature maps.</summary>
    int FeatureChannels(BackboneOptions options);

    /// <summary>Smallest square input, in pixels, that leaves a feature map.</summary>
    int MinimumInput { get; }

    /// <summary>
    /// Names and numbers of dimensions of a state dict's entries, the same for every width and any classes, known without
    /// building a network. Counts of batches are left out: files from 2017 have none.
    /// </summary>
    IReadOnlyDictionary<string, int> EntryRanks { get; }

    /// <summary>Shapes of the entries of a state dict that tell a network of <paramref name="options"/> from others at a glance: the last has a row for each class.</summary>
    IReadOnlyList<(string Name, IReadOnlyList<long> Shape)> Landmarks(BackboneOptions options);

    /// <summary>A network cut for <paramref name="variant"/>. Its values are unspecified until weights are loaded or <see cref="Backbone.Initialise"/> is called.</summary>
    Backbone Create(BackboneOptions options, Variant variant);
}
