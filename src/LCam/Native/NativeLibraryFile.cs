using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LCam.Files;

namespace LCam.Native;

/// <summary>
/// Opens TorchSharp's native library, on systems with an older libstdc++ too. The library asks for the symbol version
/// GLIBCXX_3.4.32 for one symbol that has no relocation and is never called; a private copy marks that need weak.
/// </summary>
internal static class NativeLibraryFile
{
    private const string NeverUsedVersion = "GLIBCXX_3.4.32";

    /// <summary>The library's handle and file: <paramref name="path"/> itself, or a patched copy in the user's cache.</summary>
    /// <exception cref="Problems.ProblemException">Neither loads.</exception>
    public static (nint Handle, string Path) Open(string path)
    {
        if (NativeLibrary.TryLoad(path, out var handle))
        {
            return (handle, path);
        }

        var bytes = File.ReadAllBytes(path);
        if (ElfVersionNeeds.MarkWeak(bytes, NeverUsedVersion) > 0)
        {
            path = Cached(bytes);
        }

        try
        {
            return (NativeLibrary.Load(path), path);
        }
        catch (DllNotFoundException failure)
        {
            throw TorchRuntime.NotLoadable(path, $"the library does not load: {TorchRuntime.FirstLine(failure)}", "lcam doctor says what is missing", failure);
        }
    }

    // Named by content, written aside and renamed: any number of processes may do this at once.
    private static string Cached(byte[] bytes)
    {
        var folder = Path.Combine(CacheFolder(), "lcam", "native");
        var path = Path.Combine(folder, $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(bytes))}.so");
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length)
        {
            return path;
        }

        Directory.CreateDirectory(folder);
        AsideFile.Write(path, stream => stream.Write(bytes));
        return path;
    }

    private static string CacheFolder()
    {
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache)
        {
            return cache;
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 0 ? Path.Combine(home, ".cache") : Path.GetTempPath();
    }
}
