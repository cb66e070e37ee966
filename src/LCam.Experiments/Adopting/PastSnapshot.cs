using LCam.Images;
using LCam.Models;
using LCam.Training;
using LCam.Weights;
using TorchSharp;

namespace LCam.Experiments.Adopting;

/// <summary>What is kept of a snapshot once its tensors were looked at: they are too large to be kept for all of a run.</summary>
public sealed record PastSnapshot
{
    /// <summary>Where it can be read.</summary>
    public required string File { get; init; }

    /// <summary>The name that the script gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Of the file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What it says of itself.</summary>
    public required SnapshotFacts Facts { get; init; }

    /// <summary>SHA-256 of each tensor's numbers, by name, without wrappers' prefixes.</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }

    /// <summary>The attention's two parameters, weight first.</summary>
    public required IReadOnlyList<PastParameter> Attention { get; init; }
}

/// <summary>One of the attention's parameters in a snapshot.</summary>
/// <param name="Name">As <c>attnM.op.weight</c>.</param>
/// <param name="Number">What the optimizer calls it.</param>
/// <param name="Rows">Its first dimension: a row for each class.</param>
/// <param name="IsFinite">Whether all its numbers, and all of its momentum, are finite.</param>
/// <param name="Momentum">Its momentum as a multiple of itself; null where the optimizer has none of it.</param>
/// <param name="Since">Itself as a multiple of what it was in the snapshot before; null in the first, or where the shapes differ.</param>
public sealed record PastParameter(string Name, int Number, long Rows, bool IsFinite, RowRatios? Momentum, RowRatios? Since);

/// <summary>Looks at snapshots one after another: one is in memory, and the attention of the one before.</summary>
internal sealed class SnapshotReader(IBackboneArchitecture architecture, TrainingOptions options) : IDisposable
{
    private readonly Dictionary<string, torch.Tensor> _before = new(StringComparer.Ordinal);

    /// <exception cref="Problems.ProblemException">The file is no snapshot of the reference's scripts.</exception>
    public PastSnapshot Read(PastFile snapshot, SnapshotFacts facts)
    {
        var file = snapshot.Path;
        using var weights = WeightFile.Read(file);
        using var attention = AttentionEntries.Pick(weights, file);
        var optimizer = new ReferenceOptimizer(weights.Names, architecture, options);
        return new PastSnapshot
        {
            File = file,
            Name = snapshot.Name,
            Sha256 = ContentHash.OfFile(file),
            Facts = facts,
            Digests = weights.ToDictionary(entry => entry.Key, entry => TensorDigest.Of(entry.Value), StringComparer.Ordinal),
            Attention = [.. attention.Names.Select(name => Parameter(file, name, attention[name], optimizer.NumberOf(name), facts))],
        };
    }

    public void Dispose()
    {
        foreach (var tensor in _before.Values)
        {
            tensor.Dispose();
        }
    }

    private PastParameter Parameter(string file, string name, torch.Tensor value, int number, SnapshotFacts facts)
    {
        using var momentum = facts.Moving.Contains(number) ? PthFile.ReadMomentum(file, number) : null;
        var fits = momentum is not null && momentum.shape.SequenceEqual(value.shape);
        var since = _before.TryGetValue(name, out var before) && before.shape.SequenceEqual(value.shape) ? RowRatios.Of(before, value) : null;
        before?.Dispose();
        _before[name] = value.clone().DetachFromDisposeScope();
        var isFinite = IsFinite(value) && (momentum is null || IsFinite(momentum));
        return new PastParameter(name, number, value.shape[0], isFinite, fits ? RowRatios.Of(value, momentum!) : null, since);
    }

    private static bool IsFinite(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.isfinite().all().item<bool>();
    }
}
