using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Native;
using TorchSharp;

namespace LCam.Experiments.Running;

/// <summary>Where and with what a run computed.</summary>
/// <param name="Id">SHA-256 of <paramref name="Text"/>.</param>
/// <param name="Text">Canonical JSON.</param>
public sealed record EnvironmentDescription(string Id, string Text)
{
    /// <summary>Describes this process on this machine.</summary>
    public static EnvironmentDescription Current(string device, int threads)
    {
        var description = new JsonObject
        {
            ["program"] = typeof(EnvironmentDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
            ["build"] = typeof(EnvironmentDescription).Module.ModuleVersionId.ToString(),
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["os"] = RuntimeInformation.OSDescription,
            ["processor"] = ProcessorModel(),
            ["processors"] = Environment.ProcessorCount,
            ["torchsharp"] = typeof(torch).Assembly.GetName().Version?.ToString(),
            ["libtorch"] = torch.__version__,
            ["libtorch-folder"] = TorchRuntime.Folder,
            ["device"] = device,
            ["threads"] = threads,
        };
        return new EnvironmentDescription(CanonicalJson.Hash(description), CanonicalJson.Text(description));
    }

    /// <summary>The processor's name; null when it is not told.</summary>
    internal static string? ProcessorModel()
    {
        const string path = "/proc/cpuinfo";
        return File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
