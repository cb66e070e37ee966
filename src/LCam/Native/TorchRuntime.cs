using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LCam.Problems;
using TorchSharp;

namespace LCam.Native;

/// <summary>
/// Loads libtorch and TorchSharp's native library before the first tensor. TorchSharp alone would look in the wrong
/// place (libtorch stays in the package cache) and would fail where libstdc++ is older than GCC 13's.
/// </summary>
public static class TorchRuntime
{
    /// <summary>The environment variable that names another libtorch's <c>lib</c> folder, such as a PyTorch install's.</summary>
    public const string FolderVariable = "LCAM_LIBTORCH";

    private const string NativeLibraryName = "LibTorchSharp";

    private const string ProcessorLibrary = "libtorch_cpu.so";

    // Order matters: each library's needs come before it. What a CPU build lacks is skipped.
    private static readonly string[] PreloadOrder =
        ["libc10.so", "libc10_cuda.so", ProcessorLibrary, "libtorch_cuda.so", "libtorch.so"];

    private static readonly Lock Gate = new();
    private static bool _initialised;

    /// <summary>The folder that libtorch was loaded from; null before <see cref="Initialize"/> or when the system's loader found it.</summary>
    public static string? Folder { get; private set; }

    /// <summary>The patched copy of TorchSharp's native library that an older libstdc++ made necessary; null when the library itself loaded.</summary>
    public static string? PrivateCopy { get; private set; }

    /// <summary>Makes TorchSharp usable in this process. Calling it again does nothing.</summary>
    /// <exception cref="ProblemException">The libraries cannot be found or loaded.</exception>
    public static void Initialize()
    {
        lock (Gate)
        {
            if (_initialised)
            {
                return;
            }

            OneDnnLimit.Apply();
            KeptMemory.Apply();
            Folder = FindFolder();
            if (Folder is not null)
            {
                Preload(Folder);
            }

            var located = LocateNativeLibrary();
            var (native, path) = NativeLibraryFile.Open(located);
            PrivateCopy = path == located ? null : path;
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) => name == NativeLibraryName ? native : 0;
            NativeLibrary.SetDllImportResolver(
                typeof(torch).Assembly,
                (name, _, _) => name == NativeLibraryName ? native : 0);
            _initialised = true;
        }
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen)
        {
            return File.Exists(Path.Combine(chosen, "libtorch.so"))
                ? Path.GetFullPath(chosen)
                : throw NotLoadable($"{FolderVariable}={chosen}", "there is no libtorch.so in this folder", "name the folder that holds it, or unset the variable");
        }

        var candidates = new List<string>
        {
            AppContext.BaseDirectory,
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"),
        };
        candidates.AddRange(typeof(TorchRuntime).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(attribute => attribute.Key == "LibTorchFolder" && attribute.Value is not null)
            .Select(attribute => attribute.Value!));
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libtorch.so")));
    }

    private static void Preload(string folder)
    {
        foreach (var path in PreloadOrder.Select(name => Path.Combine(folder, name)).Where(File.Exists))
        {
            try
            {
                var library = NativeLibrary.Load(path);
                if (Path.GetFileName(path) == ProcessorLibrary)
                {
                    NnpackSwitch.Apply(library);
                }
            }
            catch (DllNotFoundException failure)
            {
                throw NotLoadable(path, $"the library does not load: {FirstLine(failure)}", "check that the folder holds one complete libtorch", failure);
            }
        }
    }

    private static string LocateNativeLibrary()
    {
        const string file = "libLibTorchSharp.so";
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, file),
            Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", file),
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw NotLoadable(AppContext.BaseDirectory, $"{file} is not beside the program", "build or publish it again for linux-x64");
    }

    internal static ProblemException NotLoadable(string where, string what, string remedy, Exception? cause = null) =>
        new(ProblemKind.Environment, new Problem(where, what, remedy), cause);

    internal static string FirstLine(Exception failure) => failure.Message.Split('\n')[0].Trim();
}
