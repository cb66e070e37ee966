using System.IO.Compression;
using System.Security.Cryptography;
using LCam.Problems;
using static TorchSharp.torch;

namespace LCam.Models.Scripted;

/// <summary>A loaded TorchScript file: a program from one tensor to one tensor.</summary>
internal sealed class ScriptFile : IDisposable
{
    // An array has no more bytes.
    private const long MaximumBytes = 0x7FFF_FFC7;

    private readonly jit.ScriptModule<Tensor, Tensor> _module;

    private ScriptFile(string path, jit.ScriptModule<Tensor, Tensor> module) => (Path, _module) = (path, module);

    public string Path { get; }

    /// <summary>Looks whether a file can be TorchScript, from its list of contents: nothing in it is read, let alone executed.</summary>
    /// <exception cref="ProblemException">It is missing, too large, or something else.</exception>
    public static void Check(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaximumBytes)
            {
                throw Wrong(path, FormattableString.Invariant($"has {file.Length} bytes, more than the {MaximumBytes} of a TorchScript file that can be loaded"), null);
            }

            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            if (!archive.Entries.Any(entry => entry.FullName.EndsWith("/constants.pkl", StringComparison.Ordinal)) || !archive.Entries.Any(entry => entry.FullName.Contains("/code/", StringComparison.Ordinal)))
            {
                throw NoScript(path, null);
            }
        }
        catch (InvalidDataException failure)
        {
            throw NoScript(path, failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "the TorchScript file is not there"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, $"the TorchScript file cannot be read: {failure.Message}"), failure);
        }
    }

    /// <summary>Loads a file onto a device.</summary>
    /// <param name="digest">SHA-256 that it must have; null where any will do.</param>
    /// <exception cref="ProblemException">It is missing, another file, no TorchScript, or of a libtorch with operators that this one lacks.</exception>
    public static ScriptFile Load(string path, string? digest, Device device)
    {
        Check(path);
        var bytes = File.ReadAllBytes(path);
        if (digest is not null && Convert.ToHexStringLower(SHA256.HashData(bytes)) != digest)
        {
            throw Wrong(path, $"is not the file with SHA-256 {digest} that was to be run: a TorchScript file is a program, and no other is executed", "put the file back, or run the experiment again with the new one");
        }

        try
        {
            var module = jit.load<Tensor, Tensor>(bytes, device.type, device.index);
            module.eval();
            foreach (var parameter in module.parameters())
            {
                parameter.requires_grad_(false);
            }

            return new ScriptFile(path, module);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw Wrong(path, $"libtorch {__version__} cannot load it: {Reason(failure)}", "export it with PyTorch of that version or an older one", failure);
        }
    }

    /// <summary>Its output of an input.</summary>
    public Tensor Run(Tensor input) => _module.call(input);

    public void Dispose() => _module.Dispose();

    /// <summary>What native code said, without its stacks.</summary>
    internal static string Reason(Exception failure)
    {
        const string raised = "RuntimeError: ";
        const int longest = 300;
        var lines = failure.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var told = lines.LastOrDefault(line => line.StartsWith(raised, StringComparison.Ordinal))?[raised.Length..] ?? lines.FirstOrDefault() ?? failure.GetType().Name;
        return told.Length > longest ? told[..longest] + "..." : told;
    }

    internal static ProblemException Wrong(string path, string what, string? remedy, Exception? cause = null) =>
        new(ProblemKind.InvalidInput, new Problem(path, what, remedy), cause);

    private static ProblemException NoScript(string path, Exception? cause) =>
        Wrong(path, "is no TorchScript file", "torch.jit.trace(...).save(FILE) writes one; a state dict or a pickled module is none", cause);
}
