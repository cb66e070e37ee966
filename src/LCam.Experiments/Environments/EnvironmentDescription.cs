using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Native;
using TorchSharp;

namespace LCam.Experiments.Environments;

/// <summary>Where and with what a run computed.</summary>
/// <param name="Id">SHA-256 of <paramref name="Text"/>.</param>
/// <param name="Text">Canonical JSON.</param>
public sealed record EnvironmentDescription(string Id, string Text)
{
    private static readonly ConcurrentDictionary<(string Device, int Threads), EnvironmentDescription> Known = new();

    /// <summary>Describes this process on this machine, worked out once: a worker says so at every stage.</summary>
    internal static EnvironmentDescription Here(string device, int threads) => Known.GetOrAdd((device, threads), place => Current(place.Device, place.Threads));

    /// <summary>Describes this process on this machine.</summary>
    public static EnvironmentDescription Current(string device, int threads)
    {
        var description = new JsonObject
        {
            ["program"] = typeof(EnvironmentDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["build"] = typeof(EnvironmentDescription).Module.ModuleVersionId.ToString(),
            ["build-core"] = typeof(TorchRuntime).Module.ModuleVersionId.ToString(),
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["os"] = RuntimeInformation.OSDescription,
            ["processor"] = ProcessorModel(),
            ["processor-flags"] = ProcessorFact("flags"),
            ["processors"] = Environment.ProcessorCount,
            ["torchsharp"] = typeof(torch).Assembly.GetName().Version?.ToString(),
            ["libtorch"] = torch.__version__,
            ["libtorch-folder"] = TorchRuntime.Folder,
            ["packages"] = Packages(),
            ["device"] = device,
            ["threads"] = threads,
            ["variables"] = Variables(),
        };
        if (device != "cpu")
        {
            description["gpu"] = Gpu();
        }

        return new EnvironmentDescription(CanonicalJson.Hash(description), CanonicalJson.Text(description));
    }

    /// <summary>The processor's name; null when it is not told.</summary>
    internal static string? ProcessorModel() => ProcessorFact("model name") ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string? ProcessorFact(string name)
    {
        const string path = "/proc/cpuinfo";
        return File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[^1].Trim()
            : null;
    }

    // Whose arithmetic or decoding goes into numbers.
    private static JsonObject Packages() => new()
    {
        ["skiasharp"] = typeof(SkiaSharp.SKCodec).Assembly.GetName().Version?.ToString(),
        ["sqlite"] = typeof(Microsoft.Data.Sqlite.SqliteConnection).Assembly.GetName().Version?.ToString(),
    };

    private static JsonObject Variables() => new(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => (Name: (string)variable.Key, Value: (string?)variable.Value))
        .Where(variable => EnvironmentVariables.Matters(variable.Name))
        .OrderBy(variable => variable.Name, StringComparer.Ordinal)
        .Select(variable => KeyValuePair.Create(variable.Name, (JsonNode?)variable.Value)));

    private static JsonObject Gpu() => new()
    {
        ["models"] = new JsonArray([.. GpuDriver.Names().Select(name => JsonValue.Create(name))]),
        ["driver"] = File.Exists(GpuDriver.VersionFile) ? File.ReadLines(GpuDriver.VersionFile).First() : null,
        ["libraries"] = new JsonArray([.. GpuLibraries().Select(name => JsonValue.Create(name))]),
        ["matmul-tf32"] = torch.backends.cuda.matmul.allow_tf32,
        ["cudnn-tf32"] = torch.backends.cudnn.allow_tf32,
    };

    // Their names tell their versions.
    private static IEnumerable<string> GpuLibraries() => TorchRuntime.Folder is { } folder && Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Where(name => name.StartsWith("libcud", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];
}
