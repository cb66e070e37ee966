using System.Globalization;
using LCam.Native;
using LCam.Problems;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary>Turns <c>--device</c> into a device that is there.</summary>
internal static class Devices
{
    private const string DriverFile = "/proc/driver/nvidia/version";

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="ProblemException">There is no such device.</exception>
    public static string Resolve(string requested)
    {
        switch (requested)
        {
            case "auto":
                // Without a driver there is no need to load the numeric library to find no GPU.
                return File.Exists(DriverFile) && CountGpus() > 0 ? "cuda:0" : "cpu";
            case "cpu":
                return requested;
            case "cuda":
                return Gpu(0, requested);
            default:
                return requested.StartsWith("cuda:", StringComparison.Ordinal)
                    && int.TryParse(requested.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                        ? Gpu(index, requested)
                        : throw Wrong(requested, "is no device", "give auto, cpu, cuda or cuda:N");
        }
    }

    private static string Gpu(int index, string requested)
    {
        var count = CountGpus();
        return index < count
            ? string.Create(CultureInfo.InvariantCulture, $"cuda:{index}")
            : throw Wrong(requested, string.Create(CultureInfo.InvariantCulture, $"is not there: this program sees {count} GPUs"), "'lcam doctor' says why; --device cpu always works");
    }

    private static int CountGpus()
    {
        TorchRuntime.Initialize();
        return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
    }

    private static ProblemException Wrong(string requested, string what, string remedy) =>
        new(ProblemKind.InvalidInput, new Problem("--device", $"{requested} {what}", remedy));
}
