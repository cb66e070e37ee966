using LCam.Files;
using LCam.Problems;

namespace LCam.Weights;

/// <summary>Weight files of every known format.</summary>
public static class WeightFile
{
    private static readonly string[] Extensions = [".safetensors", ".pth", ".pt", ".pth.tar"];

    /// <summary>All tensors of the weights, on the CPU, in the file's types; the format is found by content.</summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">Which of the file's dicts; null where it is to be found: the one that fits a network.</param>
    /// <exception cref="ProblemException">The file is missing, not readable or wrong.</exception>
    public static StateDict Read(string path, string? entry = null) => WeightReading.Read(path, stream =>
        FormatDetection.Detect(path, stream) == WeightFormat.Safetensors
            ? SafetensorsFile.ReadEntry(path, stream, entry)
            : PthFile.Read(path, stream, entry));

    /// <summary>Names, types, shapes, format and metadata without the numbers: cheap, to check a file before any work.</summary>
    /// <exception cref="ProblemException">As for <see cref="Read"/>.</exception>
    public static WeightHeader ReadHeader(string path, string? entry = null) => WeightReading.Read(path, stream =>
        FormatDetection.Detect(path, stream) == WeightFormat.Safetensors
            ? SafetensorsFile.ReadEntryHeader(path, stream, entry)
            : PthFile.ReadHeader(path, stream, entry));

    /// <summary>
    /// Writes the format that the extension names: <c>.safetensors</c>; <c>.pth</c> and <c>.pt</c>, a flat state dict;
    /// <c>.pth.tar</c>, a snapshot with the metadata beside <c>state_dict</c>. Of a link what it leads to is replaced, in the
    /// format that the link's own name says.
    /// </summary>
    /// <exception cref="ProblemException">The extension is another, or the file cannot be written.</exception>
    public static void Write(string path, StateDict weights)
    {
        var target = FileLinks.Target(path);
        if (HasExtension(path, ".safetensors"))
        {
            SafetensorsFile.Write(target, weights);
        }
        else if (HasExtension(path, ".pth.tar"))
        {
            PthFile.Write(target, weights, nested: true);
        }
        else if (HasExtension(path, ".pth") || HasExtension(path, ".pt"))
        {
            PthFile.Write(target, weights);
        }
        else
        {
            throw new ProblemException(ProblemKind.InvalidInput, UnknownExtension(path));
        }
    }

    /// <summary>Whether the name has an extension that <see cref="Write"/> knows.</summary>
    public static bool CanWrite(string path) => Extensions.Any(extension => HasExtension(path, extension));

    /// <summary>What is wrong with a name that <see cref="CanWrite"/> refuses.</summary>
    public static Problem UnknownExtension(string path) =>
        new(path, "has an extension that names no weight format", $"use {string.Join(", ", Extensions)}");

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
