using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using LCam.Experiments.Environments;
using LCam.Native;

namespace LCam.Experiments.Diagnosis;

/// <summary>The program, its runtime, and the machine.</summary>
internal static class MachineChecks
{
    private const double LittleMemoryGiB = 4;

    public static IReadOnlyList<(string Name, Func<HealthCheck> Check)> All { get; } =
    [
        ("program", () => HealthCheck.Ok("program", "lcam " + ProgramVersion())),
        (".net", () => HealthCheck.Ok(".net", RuntimeInformation.FrameworkDescription)),
        ("system", System),
        ("processor", () => HealthCheck.Ok("processor", string.Create(CultureInfo.InvariantCulture, $"{EnvironmentDescription.ProcessorModel() ?? "unknown"}, {Environment.ProcessorCount} threads"))),
        ("caches", Caches),
        ("memory", Memory),
    ];

    private static string? ProgramVersion() =>
        typeof(MachineChecks).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    private static HealthCheck System()
    {
        var detail = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}";
        return OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? HealthCheck.Ok("system", detail)
            : HealthCheck.Warn("system", detail, "the program is tested on 64-bit x86 Linux only");
    }

    private static HealthCheck Caches() => OneDnnLimit.Apply()
        ? HealthCheck.Warn("caches", "the processor hides its caches, as some virtual machines do", $"convolutions are computed with {OneDnnLimit.Variable}={OneDnnLimit.Value}, which is slower: the faster kernels fail here")
        : HealthCheck.Ok("caches", "known, or chosen by the user");

    // What the process may use: in a container that is less than the machine has.
    private static HealthCheck Memory()
    {
        var gibibytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        var detail = string.Create(CultureInfo.InvariantCulture, $"{gibibytes:F1} GiB");
        return gibibytes >= LittleMemoryGiB
            ? HealthCheck.Ok("memory", detail)
            : HealthCheck.Warn("memory", detail, "full-size networks need about 4 GiB: give smaller batches");
    }
}
