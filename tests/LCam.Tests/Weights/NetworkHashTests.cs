using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Weights;

public sealed class NetworkHashTests
{
    [Fact]
    public void A_network_is_its_tensors_whatever_stands_beside_them_and_in_which_order()
    {
        using var network = Dict(("b.weight", 2), ("a.weight", 1));
        using var model = Dict(("a.weight", 1), (AttentionEntries.Weight, 7), ("bn.num_batches_tracked", 3), ("b.weight", 2));
        Assert.Equal(NetworkHash.Of(network), NetworkHash.Of(model));
        Assert.Null(NetworkDifference.Of(network, model));
    }

    [Fact]
    public void Another_number_name_or_shape_is_another_network_and_is_told()
    {
        using var network = Dict(("a.weight", 1), ("b.weight", 2));
        using var moved = Dict(("a.weight", 1), ("b.weight", 2.5));
        using var renamed = Dict(("a.weight", 1), ("c.weight", 2));
        using var reshaped = new StateDict();
        reshaped.Add("a.weight", full([2, 2], 1f));
        reshaped.Add("b.weight", full([3], 2f));
        Assert.Equal(4, new[] { network, moved, renamed, reshaped }.Select(NetworkHash.Of).Distinct().Count());
        Assert.Equal("1 tensors differ: b.weight (by up to 0.5)", NetworkDifference.Of(network, moved));
        Assert.Equal("2 tensors differ: b.weight (is in one alone), c.weight (is in one alone)", NetworkDifference.Of(network, renamed));
        Assert.StartsWith("1 tensors differ: a.weight (", NetworkDifference.Of(network, reshaped), StringComparison.Ordinal);
    }

    private static StateDict Dict(params (string Name, double Value)[] entries)
    {
        var dict = new StateDict();
        foreach (var (name, value) in entries)
        {
            dict.Add(name, full([3], (float)value));
        }

        return dict;
    }
}
