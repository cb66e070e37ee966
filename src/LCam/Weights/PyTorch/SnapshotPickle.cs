using TorchSharp;

namespace LCam.Weights.PyTorch;

/// <summary>The pickle of a snapshot: <c>{'epoch', 'arch', 'global_counter', 'state_dict', 'optimizer'}</c>, as the reference's scripts give to <c>torch.save</c>.</summary>
internal static class SnapshotPickle
{
    /// <summary>The pickle's bytes; storages are those of the weights in order, then those of the momentum by parameter number.</summary>
    public static byte[] Of(ReferenceSnapshot snapshot)
    {
        var (facts, weights) = (snapshot.Facts, Summaries(snapshot));
        var pickle = new PickleWriter();
        pickle.EmptyDict();
        pickle.Mark();
        pickle.Text("epoch");
        pickle.Number(facts.Epoch);
        pickle.Text("arch");
        pickle.Text(facts.Architecture);
        pickle.Text("global_counter");
        pickle.Number(facts.Counter);
        pickle.Text("state_dict");
        PthWriter.StateDictOf(pickle, weights);
        pickle.Text("optimizer");
        Optimizer(pickle, snapshot, firstStorage: weights.Count);
        pickle.SetItems();
        return pickle.Finish();
    }

    /// <summary>The storages in the order in which <see cref="Of"/> counts them.</summary>
    public static IEnumerable<torch.Tensor> Storages(ReferenceSnapshot snapshot) =>
        [.. snapshot.Weights.Select(entry => entry.Value), .. snapshot.Momentum.OrderBy(entry => entry.Key).Select(entry => entry.Value)];

    private static List<TensorSummary> Summaries(ReferenceSnapshot snapshot) =>
        [.. snapshot.Weights.Select(entry => new TensorSummary(entry.Key, entry.Value.dtype, [.. entry.Value.shape]))];

    private static void Optimizer(PickleWriter pickle, ReferenceSnapshot snapshot, int firstStorage)
    {
        pickle.EmptyDict();
        pickle.Mark();
        pickle.Text("state");
        pickle.EmptyDict();
        pickle.Mark();
        foreach (var (place, (parameter, momentum)) in snapshot.Momentum.OrderBy(entry => entry.Key).Index())
        {
            pickle.Number(parameter);
            pickle.EmptyDict();
            pickle.Mark();
            pickle.Text("momentum_buffer");
            pickle.Tensor(firstStorage + place, new TensorSummary("momentum_buffer", momentum.dtype, [.. momentum.shape]));
            pickle.SetItems();
        }

        pickle.SetItems();
        pickle.Text("param_groups");
        pickle.EmptyList();
        pickle.Mark();
        foreach (var group in snapshot.Facts.Groups)
        {
            Group(pickle, group);
        }

        pickle.Append();
        pickle.SetItems();
    }

    // All keys that PyTorch's SGD has: a missing one makes its step fail in some versions.
    private static void Group(PickleWriter pickle, SnapshotGroup group)
    {
        pickle.EmptyDict();
        pickle.Mark();
        pickle.Text("lr");
        pickle.Real(group.Rate);
        pickle.Text("momentum");
        pickle.Real(group.Momentum);
        pickle.Text("dampening");
        pickle.Number(0);
        pickle.Text("weight_decay");
        pickle.Real(group.WeightDecay);
        pickle.Text("nesterov");
        pickle.Flag(group.Nesterov);
        pickle.Text("maximize");
        pickle.Flag(false);
        pickle.Text("foreach");
        pickle.None();
        pickle.Text("differentiable");
        pickle.Flag(false);
        pickle.Text("params");
        pickle.EmptyList();
        pickle.Mark();
        foreach (var parameter in group.Parameters)
        {
            pickle.Number(parameter);
        }

        pickle.Append();
        pickle.SetItems();
    }
}
