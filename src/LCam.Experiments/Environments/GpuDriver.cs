namespace LCam.Experiments.Environments;

/// <summary>What the NVIDIA driver tells through /proc.</summary>
internal static class GpuDriver
{
    public const string VersionFile = "/proc/driver/nvidia/version";

    private const string DevicesFolder = "/proc/driver/nvidia/gpus";

    /// <summary>The models of the GPUs; empty where they are not told.</summary>
    public static IReadOnlyList<string> Names()
    {
        if (!Directory.Exists(DevicesFolder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateDirectories(DevicesFolder)
                .Order(StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "information"))
                .Where(File.Exists)
                .SelectMany(File.ReadLines)
                .Where(line => line.StartsWith("Model:", StringComparison.Ordinal))
                .Select(line => line["Model:".Length..].Trim()),
        ];
    }
}
