using System.Globalization;
using LCam.Native;
using LCam.Problems;
using TorchSharp;

namespace LCam.Cli.Commands;

/// <summary>Turns <c>--device</c> into a device that is there.</summary>
internal static class Devices
{
    /// <summary><c>cpu</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="ProblemException">There is no such device.</exception>
    public static string Resolve(string requested)
    {
        TorchRuntime.Initialize();
        switch (requested)
        {
            case "auto":
                return torch.cuda.is_available() ? "cuda:0" : "cpu";
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
        var count = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        return index < count
            ? string.Create(CultureInfo.InvariantCulture, $"cuda:{index}")
            : throw Wrong(requested, string.Create(CultureInfo.InvariantCulture, $"is not there: this program sees {count} GPUs"), "'lcam doctor' says why; --device cpu always works");
    }

    private static ProblemException Wrong(string requested, string what, string remedy) =>
        new(ProblemKind.InvalidInput, new Problem("--device", $"{requested} {what}", remedy));
}
