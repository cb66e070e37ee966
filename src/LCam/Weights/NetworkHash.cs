using System.Security.Cryptography;
using System.Text;
using LCam.Images;
using LCam.Native;

namespace LCam.Weights;

/// <summary>
/// SHA-256 of the tensors of a network, whatever file they stand in: for each entry, sorted by name, a line of name, type
/// and shape, and its numbers. An attention beside the network has no part in it, nor have counts of batches, which a
/// frozen network never looks at.
/// </summary>
public static class NetworkHash
{
    // Below a file's own path, where no other file can lie.
    private const string Remembered = "/network";

    /// <summary>The hash of the network in a file, or the remembered one of a file with this path, size and modification time.</summary>
    /// <param name="path">The weight file.</param>
    /// <param name="entry">Which of its dicts; null where it is to be found.</param>
    /// <param name="cache">Remembered hashes; null for none.</param>
    /// <exception cref="Problems.ProblemException">The file cannot be read.</exception>
    public static string OfFile(string path, string? entry, IContentHashCache? cache)
    {
        var file = new FileInfo(path);
        var stamp = cache is not null && entry is null && file.Exists && file.LinkTarget is null ? new FileStamp(file.FullName + Remembered, file.Length, file.LastWriteTimeUtc.Ticks) : null;
        if (stamp is not null && cache!.Find(stamp) is { } known)
        {
            return known;
        }

        TorchRuntime.Initialize();
        using var weights = WeightFile.Read(path, entry);
        var hash = Of(weights);
        if (stamp is not null)
        {
            cache!.Add(stamp, hash);
        }

        return hash;
    }

    /// <summary>The hash of the network among these tensors.</summary>
    public static string Of(StateDict weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var summary in weights.Summaries().Where(IsNetwork).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{summary.Name} {summary.DataTypeName} {summary.ShapeText}\n"));
            using var contiguous = weights[summary.Name].contiguous();
            hash.AppendData(contiguous.bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether an entry is one of the network that its hash is of.</summary>
    public static bool IsNetwork(TensorSummary entry) => !AttentionEntries.Has(entry.Name) && !entry.Name.EndsWith(StateDictComparison.BatchCount, StringComparison.Ordinal);
}
