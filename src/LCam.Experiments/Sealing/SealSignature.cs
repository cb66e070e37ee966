using System.Text;
using LCam.Experiments.Provenance;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Sealing;

/// <summary>
/// Signatures of seals, by the SSH keys that people have anyway (ssh-keygen's <c>-Y</c>). Files are named by full paths,
/// and each value stands behind its own option, so that none can be read as an option itself.
/// </summary>
public sealed class SealSignature(IProgramRunner programs)
{
    private const string Program = "ssh-keygen";
    internal const string Purpose = "lcam-seal";
    private const long LargestSeal = 1L << 30;
    /// <summary>The most bytes that a file of allowed signers may have.</summary>
    public const long LargestSigners = 1L << 24;

    private const long LargestSignature = 1L << 16;

    /// <summary>The signature's file of a seal's.</summary>
    public static string PathOf(string seal) => seal + ".sig";

    /// <summary>Whether there is something in the place of a seal's signature, be it a pipe.</summary>
    internal static bool IsThere(string seal) => FileIdentity.Of(PathOf(seal)) is not null;

    /// <summary>Signs a seal; the signature lies beside it.</summary>
    /// <exception cref="ProblemException">The key cannot be used.</exception>
    public void Sign(string seal, string key)
    {
        var signed = programs.Run(Program, ["-Y", "sign", "-f", Named(key, LargestSignature), "-n", Purpose], DataFile.ReadText(seal, LargestSeal));
        if (signed is not { ExitCode: 0 })
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(
                key, signed is null ? $"there is no {Program} on this machine" : $"the seal cannot be signed: {signed.Error.Trim()}", "give a private SSH key, or the public one of a key in the agent"));
        }

        File.WriteAllText(PathOf(seal), signed.Out);
    }

    /// <summary>Why a signature does not hold; null where it does.</summary>
    /// <param name="bytes">The seal's content, a byte order mark included.</param>
    /// <param name="signature">The signature's file.</param>
    /// <param name="signers">A file of allowed signers, as ssh-keygen knows them; null where any key will do.</param>
    public string? Problem(ReadOnlySpan<byte> bytes, string signature, string? signers)
    {
        if (FileIdentity.Of(signature) is { Kind: not FileKind.Regular } other)
        {
            return $"expected a signature's file, found a {DataFile.Word(other.Kind)}";
        }

        var seal = Encoding.UTF8.GetString(bytes);
        var file = Named(signature, LargestSignature);
        if (signers is null)
        {
            return Failure(programs.Run(Program, ["-Y", "check-novalidate", "-n", Purpose, "-s", file], seal));
        }

        var allowed = Named(signers, LargestSigners);
        var found = programs.Run(Program, ["-Y", "find-principals", "-f", allowed, "-s", file], seal);
        return Failure(found) ?? found!.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(principal => Failure(programs.Run(Program, ["-Y", "verify", "-f", allowed, "-I", principal, "-n", Purpose, "-s", file], seal)))
            .DefaultIfEmpty("no allowed signer made it")
            .OrderBy(failure => failure is null ? 0 : 1)
            .First();
    }

    // The program would wait for ever on a pipe, and read a device without end.
    private static string Named(string path, long limit)
    {
        if (File.Exists(path))
        {
            DataFile.OpenRead(path, limit).Dispose();
        }

        return Path.GetFullPath(path);
    }

    private static string? Failure(ProgramResult? result) => result switch
    {
        null => $"there is no {Program} on this machine",
        { ExitCode: 0 } => null,
        _ => (result.Error + result.Out).Trim().Split('\n')[0],
    };
}
