using LCam.Weights.Pickling;

namespace LCam.Weights.PyTorch;

/// <summary>Reads what a snapshot says of itself from its pickle's plain numbers, texts, lists and dicts.</summary>
internal static class SnapshotReading
{
    private const int MostGroups = 1000;

    /// <exception cref="InvalidDataException">Something that every snapshot of the reference has is missing, or is of another kind.</exception>
    public static SnapshotFacts FactsOf(object? root)
    {
        var top = Dict(root, "its top");
        var optimizer = Dict(top.Find("optimizer"), "optimizer");
        var state = Dict(optimizer.Find("state"), "optimizer.state");
        if (optimizer.Find("param_groups") is not List<object?> { Count: <= MostGroups } groups)
        {
            throw Missing("optimizer.param_groups", "a list");
        }

        return new SnapshotFacts(
            top.Find("arch") as string ?? throw Missing("arch", "a text"),
            Whole(top, "epoch"),
            top.Find("global_counter") as long? ?? throw Missing("global_counter", "a whole number"),
            [.. groups.Select(Group)],
            [.. state.Pairs.Where(pair => pair.Value is PickleDict moments && moments.Find("momentum_buffer") is TensorReference).Select(pair => Index(pair.Key))]);
    }

    private static SnapshotGroup Group(object? value)
    {
        var group = Dict(value, "optimizer.param_groups");
        return new SnapshotGroup(
            Number(group, "lr"),
            Number(group, "momentum"),
            Number(group, "weight_decay"),
            group.Find("nesterov") as bool? ?? throw Missing("nesterov", "True or False"),
            group.Find("params") is List<object?> parameters ? [.. parameters.Select(Index)] : throw Missing("params", "a list"));
    }

    private static PickleDict Dict(object? value, string name) => value as PickleDict ?? throw Missing(name, "a dict");

    private static int Whole(PickleDict dict, string name) =>
        dict.Find(name) is long value and >= int.MinValue and <= int.MaxValue ? (int)value : throw Missing(name, "a whole number");

    private static double Number(PickleDict dict, string name) => dict.Find(name) switch
    {
        double value => value,
        long value => value,
        _ => throw Missing(name, "a number"),
    };

    private static int Index(object? value) =>
        value is long and >= 0 and <= int.MaxValue ? (int)(long)value : throw Missing("a parameter of the optimizer", "a whole number");

    private static InvalidDataException Missing(string name, string kind) =>
        new($"is no snapshot of the reference's training scripts: {name} is not {kind}");
}
