namespace LCam.Weights.Entries;

/// <summary>A dict of a file that has tensors of its own.</summary>
/// <param name="Name">The keys that lead to it, joined by dots; <see cref="Top"/> for the outermost.</param>
/// <param name="Tensors">Its own tensors, not those of dicts within it.</param>
internal sealed record TensorGroup<T>(string Name, IReadOnlyList<NamedTensor<T>> Tensors)
{
    /// <summary>The name of the outermost dict.</summary>
    public const string Top = ".";

    public string NameOf(string below) => Name == Top ? below : $"{Name}.{below}";
}
