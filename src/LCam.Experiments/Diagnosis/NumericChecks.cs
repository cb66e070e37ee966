using System.Globalization;
using LCam.Experiments.Environments;
using LCam.Native;
using LCam.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace LCam.Experiments.Diagnosis;

/// <summary>The numeric library: that it loads, computes rightly, and what it computes on.</summary>
internal static class NumericChecks
{
    public static IReadOnlyList<(string Name, Func<HealthCheck> Check)> All { get; } =
    [
        ("libtorch", Libtorch),
        ("torchsharp", NativeLibrary),
        ("arithmetic", () => Arithmetic("cpu")),
        ("threads", Threads),
        ("gpu", Gpu),
    ];

    private static HealthCheck Libtorch()
    {
        TorchRuntime.Initialize();
        return HealthCheck.Ok("libtorch", $"{__version__} from {TorchRuntime.Folder ?? "the system's library path"}");
    }

    private static HealthCheck NativeLibrary()
    {
        TorchRuntime.Initialize();
        var version = typeof(torch).Assembly.GetName().Version;
        return HealthCheck.Ok("torchsharp", TorchRuntime.PrivateCopy is { } copy
            ? $"{version}, as a private copy that an older libstdc++ can load: {copy}"
            : $"{version}, as it was installed");
    }

    // Small whole numbers: every right order of additions gives these very values.
    private static HealthCheck Arithmetic(string name)
    {
        TorchRuntime.Initialize();
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var device = torch.device(name);
        var left = tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]).to(device);
        var right = tensor(new float[] { 1, 0, 2, -1, 3, 1 }, [3, 2]).to(device);
        var image = Scalars.Range(16, float32).view(1, 1, 4, 4).to(device);
        var kernel = tensor(new float[] { 1, 2, 1, 0, 0, 0, -1, -2, -1 }, [1, 1, 3, 3]).to(device);
        var product = left.matmul(right).cpu().data<float>().ToArray();
        var convolution = nn.functional.conv2d(image, kernel).cpu().data<float>().ToArray();
        return product.SequenceEqual([14f, 1f, 32f, 1f]) && convolution.SequenceEqual([-32f, -32f, -32f, -32f])
            ? HealthCheck.Ok("arithmetic", "a matrix product and a convolution are right")
            : new HealthCheck(
                "arithmetic",
                HealthLevel.Fail,
                $"a matrix product gave {string.Join(' ', product)}, a convolution {string.Join(' ', convolution)}",
                $"this libtorch does not fit this program: unset {TorchRuntime.FolderVariable}, or build again");
    }

    private static HealthCheck Threads()
    {
        TorchRuntime.Initialize();
        var (threads, processors) = (get_num_threads(), Environment.ProcessorCount);
        var detail = string.Create(CultureInfo.InvariantCulture, $"{threads} for arithmetic, {processors} processors");
        return threads <= processors
            ? HealthCheck.Ok("threads", detail)
            : HealthCheck.Warn("threads", detail, "more threads than processors are slow: give --threads or unset OMP_NUM_THREADS");
    }

    private static HealthCheck Gpu()
    {
        TorchRuntime.Initialize();
        if (cuda.is_available())
        {
            var count = string.Create(CultureInfo.InvariantCulture, $"{cuda.device_count()} CUDA devices");
            var works = Arithmetic("cuda:0");
            return works with { Name = "gpu", Detail = $"{count}: {GpuNames()}: {works.Detail}" };
        }

        var cudaBuild = TorchRuntime.Folder is { } folder && File.Exists(Path.Combine(folder, "libtorch_cuda.so"));
        return (cudaBuild, File.Exists(GpuDriver.VersionFile)) switch
        {
            (false, false) => HealthCheck.Ok("gpu", "none: no NVIDIA driver, and this build computes on the processor"),
            (false, true) => HealthCheck.Warn("gpu", "an NVIDIA driver is here, but this build computes on the processor only", "build with -p:LCamBackend=cuda"),
            (true, false) => HealthCheck.Warn("gpu", "this build can use CUDA, but there is no NVIDIA driver", "install the driver, or in a container hand the GPU in"),
            (true, true) => HealthCheck.Warn("gpu", "this build can use CUDA and there is a driver, but no device can be used", "look whether nvidia-smi works and the driver is recent enough"),
        };
    }

    private static string GpuNames() => GpuDriver.Names() is { Count: > 0 } names ? string.Join(", ", names) : "of unknown name";
}
