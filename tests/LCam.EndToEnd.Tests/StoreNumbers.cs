using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace LCam.EndToEnd.Tests;

/// <summary>Everything that a store's runs measured and left, without times and places: two sweeps did the same if and only if these are equal.</summary>
internal static class StoreNumbers
{
    /// <summary>A line for each stage: metrics, per-image scores, seeds, the files of weights.</summary>
    public static async Task<IReadOnlyList<string>> Of(Lcam lcam)
    {
        var rows = JsonNode.Parse((await lcam.Run("status", "--json")).Out)!.AsArray();
        var numbers = new List<string>();
        foreach (var row in rows)
        {
            var run = JsonNode.Parse((await lcam.Run("show", (string)row!["key"]!, "--json")).Out)!;
            var weights = run["artifacts"]!.AsArray().Where(artifact => (string)artifact!["role"]! is "weights" or "attention");
            numbers.Add($"{row["key"]} {run["epochs"]} {run["metrics"]} {run["images"]} {run["seeds"]} {string.Join(",", weights.Select(artifact => (string)artifact!["sha256"]!))}");
        }

        return numbers;
    }

    /// <summary>The content hashes of all weight files and checkpoints, by stage and name. A sweep that was asked to stop has saved at other steps.</summary>
    public static IReadOnlyList<string> Files(Lcam lcam) =>
    [
        .. Directory.EnumerateFiles(lcam.PathOf("results", "store", "stages"), "*.safetensors", SearchOption.AllDirectories)
            .Select(path => $"{Path.GetRelativePath(lcam.Folder, path)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}")
            .Order(StringComparer.Ordinal),
    ];
}
