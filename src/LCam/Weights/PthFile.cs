using LCam.Files;
using LCam.Problems;
using LCam.Weights.Pickling;
using LCam.Weights.PyTorch;
using TorchSharp;

namespace LCam.Weights;

/// <summary>
/// Reads PyTorch's <c>.pth</c> and <c>.pth.tar</c> files of both formats, and writes the newer. Nothing that a file
/// names is ever executed or imported.
/// </summary>
public static class PthFile
{
    /// <summary>
    /// All tensors of the state dict, contiguous. Of a snapshot's dicts the one is taken that fits a network, prefixes of
    /// wrappers such as DataParallel's <c>module.</c> are removed, and scalar values such as the epoch become metadata.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="entry">Which of the file's dicts; null where it is to be found.</param>
    /// <exception cref="ProblemException">The file is missing, not readable or wrong, or asks for more than a state dict needs.</exception>
    public static StateDict Read(string path, string? entry = null) => WeightReading.Read(path, stream => Read(path, stream, entry));

    /// <summary>Names, types, shapes and metadata; no tensor is read, but the file must have room for each.</summary>
    /// <exception cref="ProblemException">As for <see cref="Read(string, string?)"/>.</exception>
    public static WeightHeader ReadHeader(string path, string? entry = null) => WeightReading.Read(path, stream => ReadHeader(path, stream, entry));

    /// <summary>
    /// Writes what <c>torch.load</c> reads, <c>weights_only=True</c> included: an OrderedDict of tensors, or, when
    /// <paramref name="nested"/>, a snapshot <c>{'epoch': 3, 'state_dict': ...}</c> with the metadata beside the
    /// weights (whole numbers as int, else text). A flat file carries no metadata. The same content gives the same bytes.
    /// </summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, StateDict weights, bool nested = false) =>
        AsideFile.Write(path, stream => PthWriter.Write(stream, weights, nested));

    /// <summary>Writes a snapshot that the reference's own <c>restore</c> and <c>torch.load</c> read. The same content gives the same bytes.</summary>
    /// <exception cref="ProblemException">The file cannot be written.</exception>
    public static void Write(string path, ReferenceSnapshot snapshot) =>
        AsideFile.Write(FileLinks.Target(path), stream => PthWriter.Write(stream, SnapshotPickle.Of(snapshot), SnapshotPickle.Storages(snapshot)));

    /// <summary>What a snapshot of the reference's training scripts says beside its weights; no tensor is read.</summary>
    /// <exception cref="ProblemException">As for <see cref="Read(string, string?)"/>, or it is no such snapshot.</exception>
    public static SnapshotFacts ReadFacts(string path) => WeightReading.Read(path, stream => SnapshotReading.FactsOf(Root(path, stream)));

    /// <summary>The momentum that a snapshot has of a parameter, one of <see cref="SnapshotFacts.Moving"/>.</summary>
    /// <exception cref="ProblemException">As for <see cref="Read(string, string?)"/>.</exception>
    public static torch.Tensor ReadMomentum(string path, int parameter)
    {
        using var state = Read(path, FormattableString.Invariant($"optimizer.state.{parameter}"));
        return state["momentum_buffer"].clone().DetachFromDisposeScope();
    }

    internal static StateDict Read(string path, Stream stream, string? entry) => Open(path, stream, entry, (tensors, _, _) => tensors.Build());

    internal static WeightHeader ReadHeader(string path, Stream stream, string? entry) => Open(path, stream, entry, (_, checkpoint, format) =>
        new WeightHeader(path, format, checkpoint.Summaries(), checkpoint.Metadata)
        {
            Entry = checkpoint.Entry,
            Fit = checkpoint.Fit,
            LeftOut = checkpoint.LeftOut,
        });

    private static T Open<T>(string path, Stream stream, string? entry, Func<CheckpointTensors, Checkpoint, WeightFormat, T> use)
    {
        var format = FormatDetection.Detect(path, stream);
        if (format != WeightFormat.PyTorchZip)
        {
            var (checkpoint, storages) = LegacyFile.Open(path, stream, entry);
            return use(Checked(path, stream, checkpoint, storages), checkpoint, WeightFormat.PyTorchLegacy);
        }

        using var archive = new PthArchive(stream);
        using var pickle = new BufferedStream(archive.Pickle.Open());
        var content = new Checkpoint(path, new PickleMachine(new PickleInput(pickle, archive.Pickle.Length)).Run(), entry);
        return use(Checked(path, stream, content, new ZipStorages(archive)), content, format);
    }

    private static object? Root(string path, Stream stream)
    {
        if (FormatDetection.Detect(path, stream) != WeightFormat.PyTorchZip)
        {
            return LegacyFile.Root(stream).Root;
        }

        using var archive = new PthArchive(stream);
        using var pickle = new BufferedStream(archive.Pickle.Open());
        return new PickleMachine(new PickleInput(pickle, archive.Pickle.Length)).Run();
    }

    private static CheckpointTensors Checked(string path, Stream stream, Checkpoint checkpoint, IStorageSource storages)
    {
        var tensors = new CheckpointTensors(path, stream.Length, checkpoint, storages);
        tensors.Check();
        return tensors;
    }
}
