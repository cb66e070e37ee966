using System.Globalization;
using LCam.Problems;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary>Turns <c>--device</c> into a device that is there.</summary>
internal static class Devices
{
    private const string DriverFile = "/proc/driver/nvidia/version";
    private const string Automatic = "auto";
    private const string Processor = "cpu";

    /// <summary>Looks whether the words name a device, without the numeric library: whether it is there is not known.</summary>
    /// <exception cref="ProblemException">They do not.</exception>
    public static void Check(string requested)
    {
        if (requested is not (Automatic or Processor) && GpuIndex(requested) is null)
        {
            throw Wrong(requested, "is no device", "give auto, cpu, cuda or cuda:N");
        }
    }

    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="ProblemException">There is no such device.</exception>
    public static string Resolve(CliContext context, string requested)
    {
        Check(requested);
        if (GpuIndex(requested) is not { } index)
        {
            // Without a driver there is no need to load the numeric library to find no GPU.
            return requested == Automatic && File.Exists(DriverFile) && CountGpus(context) > 0 ? "cuda:0" : Processor;
        }

        var count = CountGpus(context);
        return index < count
            ? string.Create(CultureInfo.InvariantCulture, $"cuda:{index}")
            : throw Wrong(requested, string.Create(CultureInfo.InvariantCulture, $"is not there: this program sees {count} GPUs"), "'lcam doctor' says why; --device cpu always works");
    }

    private static int? GpuIndex(string requested)
    {
        if (requested == "cuda")
        {
            return 0;
        }

        return requested.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(requested.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? index
                : null;
    }

    private static int CountGpus(CliContext context)
    {
        context.LoadNumericLibrary();
        return torch.cuda.is_available() ? torch.cuda.device_count() : 0;
    }

    private static ProblemException Wrong(string requested, string what, string remedy) =>
        new(ProblemKind.InvalidInput, new Problem("--device", $"{requested} {what}", remedy));
}
