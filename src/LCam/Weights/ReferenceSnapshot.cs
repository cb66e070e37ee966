using TorchSharp;

namespace LCam.Weights;

/// <summary>What a snapshot of the reference's training scripts says beside its weights.</summary>
/// <param name="Architecture">As it calls itself: the scripts write <c>resnet</c> whatever they trained.</param>
/// <param name="Epoch">0-based.</param>
/// <param name="Counter">Steps done.</param>
/// <param name="Groups">The optimizer's parameter groups, in order.</param>
/// <param name="Moving">Numbers of the parameters that the optimizer has a momentum for, in the file's order.</param>
public sealed record SnapshotFacts(string Architecture, int Epoch, long Counter, IReadOnlyList<SnapshotGroup> Groups, IReadOnlyList<int> Moving)
{
    /// <summary>The group that a parameter is in; null where it is in none.</summary>
    public SnapshotGroup? GroupOf(int parameter) => Groups.FirstOrDefault(group => group.Parameters.Contains(parameter));
}

/// <summary>Parameters that <c>torch.optim.SGD</c> moves alike.</summary>
/// <param name="Rate">Learning rate.</param>
/// <param name="Parameters">Numbers of its parameters: counted over all groups.</param>
public sealed record SnapshotGroup(double Rate, double Momentum, double WeightDecay, bool Nesterov, IReadOnlyList<int> Parameters);

/// <summary>A snapshot to write as the reference's training scripts do.</summary>
/// <param name="Facts">What it says of itself.</param>
/// <param name="Weights">Backbone and attention by the names of the whole model, on the CPU; they stay their owner's.</param>
/// <param name="Momentum">By parameter number; empty where it is not known.</param>
public sealed record ReferenceSnapshot(
    SnapshotFacts Facts, IReadOnlyList<KeyValuePair<string, torch.Tensor>> Weights, IReadOnlyDictionary<int, torch.Tensor> Momentum);
