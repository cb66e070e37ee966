using LCam.Models;
using LCam.Weights;

namespace LCam.Tests.Weights;

/// <summary>What training scripts save around a small network, as pickles. All tensors of a network lie on one number.</summary>
internal static class Checkpoints
{
    /// <summary>How many entries the network has.</summary>
    public static int Count => Entries.Value.Count;

    /// <summary>Names of the network's entries.</summary>
    public static IEnumerable<string> Names => Entries.Value.Select(entry => entry.Name);

    private static Lazy<IReadOnlyList<TensorSummary>> Entries { get; } = new(() =>
    {
        using var network = Backbones.Create(new BackboneOptions("resnet18", 3, 1.0 / 64));
        using var weights = StateDict.CopyOf(network);
        return weights.Summaries();
    });

    /// <summary>The network as a dict.</summary>
    /// <param name="storage">The key of the number that its tensors lie on.</param>
    /// <param name="rename">What a wrapper makes of its names.</param>
    public static PickleBytes Network(this PickleBytes pickle, string storage = "0", Func<string, string>? rename = null)
    {
        pickle.Raw("}(");
        pickle.Tensors(storage, rename);
        return pickle.Raw("u");
    }

    /// <summary>The network's entries, for a dict that is open.</summary>
    public static PickleBytes Tensors(this PickleBytes pickle, string storage = "0", Func<string, string>? rename = null)
    {
        foreach (var entry in Entries.Value)
        {
            int[] shape = [.. entry.Shape.Select(size => (int)size)];
            pickle.Text(rename?.Invoke(entry.Name) ?? entry.Name).Tensor(storage, 1, shape, new int[shape.Length]);
        }

        return pickle;
    }

    /// <summary>A tensor of one number.</summary>
    public static PickleBytes Number(this PickleBytes pickle, string name, string storage = "0") => pickle.Text(name).Tensor(storage, 1, [1], [1]);

    /// <summary>The file around a pickle whose tensors lie on storage 0, of the number 1, and storage 1, of the number 2.</summary>
    public static byte[] File(this PickleBytes pickle) => PthFiles.Zip(pickle.Finished, ("0", PthFiles.Floats(1)), ("1", PthFiles.Floats(2)));
}
