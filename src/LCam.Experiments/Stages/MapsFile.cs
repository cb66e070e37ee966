using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LCam.Arrays;
using LCam.Experiments.Journals;
using LCam.Experiments.Resilience;
using LCam.Files;
using LCam.Problems;
using TorchSharp;

namespace LCam.Experiments.Stages;

/// <summary>
/// Kept maps: one NumPy array (images,h,w) of float32 to which each batch is appended, so that any tool reads it. The
/// journal has each batch's digest and classes.
/// </summary>
internal sealed class MapsFile : IDisposable
{
    /// <summary>In the run's folder.</summary>
    public const string Name = "maps.npy";

    /// <summary>What the file is among those that a run leaves.</summary>
    public const string Role = "maps";

    private const int LongestSide = 4_096;

    private readonly DurableStream _file;
    private readonly string _path;
    private readonly int _images;
    private NpyHeader? _header;

    /// <summary>Opens a run's file for further batches, and makes it where it is absent.</summary>
    /// <param name="images">How many maps it will have.</param>
    /// <param name="done">How many stay; what is behind is cut off.</param>
    public MapsFile(StageFolder folder, int images, int done)
    {
        _path = folder.PathOf(Name);
        _images = images;
        _header = done == 0 ? null : Head(folder);
        if (folder.FileSystem.File.Exists(_path) && !Exists(folder))
        {
            throw Damaged(folder, "is no regular file");
        }

        _file = new DurableStream(folder.FileSystem, _path, FileMode.OpenOrCreate);
        _file.Stream.SetLength(_header is { } header ? header.Length + (done * BytesOfMap(header)) : 0);
        _file.Stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Appends a batch's raw maps (n,h,w), float32, and returns their digest once they are on the disk.</summary>
    public string Append(torch.Tensor maps)
    {
        var (height, width) = (maps.shape[1], maps.shape[2]);
        if (_header is null)
        {
            var head = NpyHeader.Write(NpyHeader.F4, _images, height, width);
            _file.Stream.Write(head);
            _header = new NpyHeader(NpyHeader.F4, [_images, height, width], head.Length);
        }
        else if (!_header.Shape.Skip(1).SequenceEqual([height, width]))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(_path, FormattableString.Invariant($"an explainer's maps cannot be kept that are of {height}x{width} after others of {_header.Shape[1]}x{_header.Shape[2]}"), "give keep-maps: none"));
        }

        var bytes = MemoryMarshal.AsBytes<float>(maps.contiguous().data<float>().ToArray());
        _file.Stream.Write(bytes);
        _file.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Whether a run's folder has a regular file in its place.</summary>
    public static bool Exists(StageFolder folder) => folder.FileSystem.File.Exists(folder.PathOf(Name)) && FileIdentity.Of(folder.PathOf(Name)) is null or { Kind: FileKind.Regular };

    /// <summary>Whether a batch is in a run's file as it was written.</summary>
    public static bool IsWhole(StageFolder folder, MapsEntry entry)
    {
        try
        {
            using var maps = Read(folder, entry);
            return true;
        }
        catch (ProblemException)
        {
            return false;
        }
    }

    /// <summary>A batch's maps (n,h,w), which are the caller's.</summary>
    /// <exception cref="ProblemException">The file is gone, or is not what was written.</exception>
    public static torch.Tensor Read(StageFolder folder, MapsEntry entry)
    {
        var (pixels, height, width) = ReadPixels(folder, entry);
        return torch.tensor(pixels, [entry.Classes.Count, height, width]);
    }

    /// <summary>As <see cref="Read"/>, map by map and row by row, for who does without the numeric library.</summary>
    /// <exception cref="ProblemException">As there.</exception>
    public static (float[] Pixels, int Height, int Width) ReadPixels(StageFolder folder, MapsEntry entry)
    {
        var header = Head(folder);
        var length = entry.Classes.Count * BytesOfMap(header);
        if (entry.First < 0 || entry.First + entry.Classes.Count > header.Shape[0] || length > Array.MaxLength)
        {
            throw Damaged(folder, "has not as many maps");
        }

        var bytes = new byte[length];
        using var stream = folder.FileSystem.FileStream.New(folder.PathOf(Name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(header.Length + (entry.First * BytesOfMap(header)), SeekOrigin.Begin);
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && Convert.ToHexStringLower(SHA256.HashData(bytes)) == entry.Sha256
            ? (MemoryMarshal.Cast<byte, float>(bytes).ToArray(), (int)header.Shape[1], (int)header.Shape[2])
            : throw Damaged(folder, "is not what was written");
    }

    private static NpyHeader Head(StageFolder folder)
    {
        var path = folder.PathOf(Name);
        if (!Exists(folder))
        {
            throw Damaged(folder, "is gone, or is no regular file");
        }

        using var stream = folder.FileSystem.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var header = NpyHeader.Read(stream, path);

        // While maps are made there are fewer than it says, never more; and no map is finer than an image.
        return header is { Type: NpyHeader.F4, Shape: [> 0, > 0 and <= LongestSide, > 0 and <= LongestSide] } && stream.Length - header.Length <= header.Count * sizeof(float)
            ? header
            : throw Damaged(folder, "is no array of maps");
    }

    private static long BytesOfMap(NpyHeader header) => header.Shape[1] * header.Shape[2] * sizeof(float);

    internal static ProblemException Damaged(StageFolder folder, string what) => new(
        ProblemKind.DataMissing,
        new Problem(folder.PathOf(Name), $"this file of kept maps {what}", "delete the run's folder and run the experiment again: the maps are made anew"));
}
