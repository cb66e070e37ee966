using LCam.Problems;
using LCam.Weights.Pickling;
using TorchSharp;

namespace LCam.Weights.PyTorch;

/// <summary>Checks a checkpoint's tensors against the file, and builds them.</summary>
internal sealed class CheckpointTensors(string file, long fileLength, Checkpoint checkpoint, IStorageSource storages)
{
    // Tied weights share a storage, so entries together may exceed the file; tiny files that expand to gigabytes may not.
    private const long Allowance = 64 << 20;
    private const int MaximumExpansion = 4;

    /// <exception cref="ProblemException">With every entry that does not fit the file.</exception>
    public void Check()
    {
        var problems = new List<Problem>();
        var seen = new Dictionary<string, StorageReference>(StringComparer.Ordinal);
        Int128 total = 0;
        foreach (var name in checkpoint.Names)
        {
            var tensor = checkpoint[name];
            var wrong = tensor.Wrong() ?? WrongStorage(tensor.Storage, seen);
            if (wrong is not null)
            {
                problems.Add(new Problem($"{file}:{name}", wrong));
                continue;
            }

            total += new TensorSummary(name, tensor.Storage.DataType, tensor.Shape).ByteCount;
        }

        if (total > ((Int128)fileLength * MaximumExpansion) + Allowance)
        {
            problems.Add(new Problem(file, $"describes {total} bytes of tensors, far more than its own {fileLength}"));
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
    }

    /// <summary>The tensors, contiguous and each with its own memory. Call <see cref="Check"/> first.</summary>
    public StateDict Build()
    {
        var tensors = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();

        // By storage, so that only one storage at a time is in memory beside the tensors.
        foreach (var users in checkpoint.Names.GroupBy(name => checkpoint[name].Storage.Key, StringComparer.Ordinal))
        {
            var names = users.ToList();
            using var storage = ReadStorage(checkpoint[names[0]].Storage);
            foreach (var name in names)
            {
                tensors.Add(name, names.Count == 1 ? Take(storage, checkpoint[name]) : Copy(storage, checkpoint[name]));
            }
        }

        var weights = new StateDict();
        foreach (var name in checkpoint.Names)
        {
            weights.Add(name, tensors[name]);
        }

        foreach (var (key, value) in checkpoint.Metadata)
        {
            weights.Metadata.Add(key, value);
        }

        return weights;
    }

    private string? WrongStorage(StorageReference storage, Dictionary<string, StorageReference> seen)
    {
        if (seen.TryGetValue(storage.Key, out var other))
        {
            return other.DataType == storage.DataType && other.RootCount == storage.RootCount
                ? null
                : "describes its storage otherwise than another entry does";
        }

        seen.Add(storage.Key, storage);
        var expected = (Int128)storage.RootCount * DataTypes.Size(storage.DataType);
        return storages.ByteCount(storage.Key) switch
        {
            null => expected == 0 ? null : $"needs the storage '{storage.Key}', which the file does not have",
            { } found when found > fileLength => $"needs a storage of {found} bytes; the whole file has {fileLength}",
            { } found when found != expected => $"needs a storage of {expected} bytes; the file has {found} bytes for it",
            _ => null,
        };
    }

    private torch.Tensor ReadStorage(StorageReference storage)
    {
        var tensor = torch.empty([storage.RootCount], storage.DataType, torch.CPU);
        if (storage.RootCount > 0)
        {
            storages.Read(storage.Key, tensor);
        }

        return tensor;
    }

    private static torch.Tensor Take(torch.Tensor storage, TensorReference tensor) =>
        tensor.IsWholeStorage() ? storage.reshape(tensor.Shape) : Copy(storage, tensor);

    private static torch.Tensor Copy(torch.Tensor storage, TensorReference tensor)
    {
        var copy = torch.empty(tensor.Shape, storage.dtype, torch.CPU);
        if (copy.numel() > 0)
        {
            using var view = storage.as_strided(tensor.Shape, tensor.Strides, tensor.Storage.Offset + tensor.Offset);
            copy.copy_(view);
        }

        return copy;
    }
}
