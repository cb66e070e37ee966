using System.IO.Abstractions;
using System.IO.Compression;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text.Json;
using LCam.Experiments.Resilience;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>
/// An archive of runs from somewhere, opened and found to be whole: it holds what its manifest says and nothing else, each
/// file is one that a run of its kind leaves, and nothing in it is believed that was not checked.
/// </summary>
public sealed class RunArchive : IDisposable
{
    private const int BufferSize = 1 << 17;
    private const int MostTold = 50;

    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipEntryLayout> _entries;

    private RunArchive(string path, ZipArchive zip, IReadOnlyList<ZipEntryLayout> entries)
    {
        _path = path;
        _zip = zip;
        _entries = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        Manifest = ManifestReader.Read(path, Content(ArchiveManifest.FileName, ArchiveLimits.Manifest));
    }

    public ArchiveManifest Manifest { get; }

    /// <summary>Opens an archive and checks every file in it against its hash.</summary>
    /// <exception cref="ProblemException">It is not there, no archive, cut off, changed, hostile, or of a newer program; with all that is wrong.</exception>
    public static RunArchive Open(IFileSystem fileSystem, string path, CancellationToken cancellation = default)
    {
        if (!fileSystem.File.Exists(path))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such file"));
        }

        DataFile.Require(path);
        Stream? stream = null;
        try
        {
            stream = fileSystem.File.OpenRead(path);
            var entries = Layout(path, stream);
            var archive = new RunArchive(path, new ZipArchive(stream, ZipArchiveMode.Read), entries);
            archive.Check(cancellation);
            return archive;
        }
        catch (Exception failure)
        {
            stream?.Dispose();
            throw failure switch
            {
                ProblemException problem => new ProblemException(problem.Kind, Told(path, problem.Problems), problem),
                InvalidDataException or EndOfStreamException => Wrong(path, $"this is no archive of runs, or it is damaged: {failure.Message}", failure),
                JsonException => Wrong(path, "this is no archive of runs, or it is damaged: its manifest is no JSON, is nested too deep, has a key twice, or one that is no text", failure),
                IOException or UnauthorizedAccessException => new ProblemException(ProblemKind.Environment, new Problem(path, $"the archive cannot be read: {failure.Message}"), failure),
                _ => failure,
            };
        }
    }

    /// <summary>Writes a run's files into a folder, onto the disk.</summary>
    public void Extract(IFileSystem fileSystem, ArchivedRun run, string folder)
    {
        fileSystem.Directory.CreateDirectory(folder);
        foreach (var file in run.Files)
        {
            using var written = new DurableStream(fileSystem, fileSystem.Path.Combine(folder, file.Path), FileMode.CreateNew);
            if (!Copy(run, file, written.Stream))
            {
                throw Changed(run, file);
            }

            written.Flush();
        }

        fileSystem.FlushFolder(folder);
    }

    public void Dispose() => _zip.Dispose();

    internal static ProblemException Wrong(string path, string what, Exception? cause = null, string remedy = "have it made again with 'lcam export'") =>
        new(ProblemKind.InvalidInput, new Problem(path, what, remedy), cause);

    private static IReadOnlyList<ZipEntryLayout> Layout(string path, Stream stream)
    {
        var problems = new List<Problem>();
        var entries = Entries(path, stream, problems);
        problems.AddRange(entries.GroupBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => new Problem(path, $"it has {ForeignText.Shown(same.Key)} twice")));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        stream.Position = 0;
        return entries;
    }

    // What is told of entries says more than that the file as a whole is wrong.
    private static IReadOnlyList<ZipEntryLayout> Entries(string path, Stream stream, List<Problem> problems)
    {
        try
        {
            return new ZipLayout(stream, problem => problems.Add(new Problem(path, problem))).Read();
        }
        catch (InvalidDataException) when (problems.Count > 0)
        {
            throw new ProblemException(ProblemKind.InvalidInput, problems);
        }
    }

    private static IReadOnlyList<Problem> Told(string path, IReadOnlyList<Problem> problems) => problems.Count <= MostTold
        ? problems
        : [.. problems.Take(MostTold), new Problem(path, FormattableString.Invariant($"and {problems.Count - MostTold} more"))];

    // The cheap questions first: nothing is unpacked of an archive that cannot be right.
    private void Check(CancellationToken cancellation)
    {
        var problems = new ManifestCheck(_path, Manifest).Problems().ToList();
        var expected = Manifest.Runs.SelectMany(run => run.Files, (run, file) => (Name: run.EntryOf(file), File: file)).ToLookup(one => one.Name, one => one.File, StringComparer.Ordinal);
        problems.AddRange(_entries.Keys.Where(name => name != ArchiveManifest.FileName && !expected.Contains(name)).Select(name => new Problem(_path, $"it has a file that its manifest does not know: {ForeignText.Shown(name)}")));
        problems.AddRange(expected.Where(file => !_entries.ContainsKey(file.Key)).Select(file => new Problem(_path, $"{ForeignText.Shown(file.Key)} is missing in it")));
        problems.AddRange(expected.Where(file => _entries.TryGetValue(file.Key, out var entry) && (entry.Bytes != file.First().Bytes || !(file.First().Path == KnownFile.Log || IsPossible(entry)))).Select(file => new Problem(_path, $"{ForeignText.Shown(file.Key)} has another size than the manifest says, or is packed to less than any such file could be")));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        foreach (var run in Manifest.Runs)
        {
            cancellation.ThrowIfCancellationRequested();
            Check(run, problems);
        }

        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
    }

    private static bool IsPossible(ZipEntryLayout entry) => entry.Bytes <= ArchiveLimits.Packable || entry.Bytes / ArchiveLimits.Packing <= entry.Packed;

    private void Check(ArchivedRun run, List<Problem> problems)
    {
        var content = new ContentCheck(run);
        foreach (var file in run.Files)
        {
            using var bytes = ContentCheck.Reads(file) ? new MemoryStream((int)file.Bytes) : null;
            if (!Copy(run, file, bytes ?? Stream.Null))
            {
                problems.AddRange(Changed(run, file).Problems);
            }
            else if (bytes is not null && content.Problem(file, bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is { } problem)
            {
                problems.Add(new Problem(_path, $"{run.EntryOf(file)}: {problem}"));
            }
        }
    }

    private byte[] Content(string name, long limit)
    {
        if (!_entries.TryGetValue(name, out var entry))
        {
            throw Wrong(_path, "this is no archive of runs: it has no manifest");
        }

        if (entry.Bytes > limit || !IsPossible(entry))
        {
            throw Wrong(_path, "its manifest is larger than any could be");
        }

        using var content = new MemoryStream((int)entry.Bytes);
        return Copy(entry, content) is null ? throw Wrong(_path, $"{name} is not what its checksum says: it was damaged or changed") : content.ToArray();
    }

    private ProblemException Changed(ArchivedRun run, ArchivedFile file) => Wrong(_path, $"{run.EntryOf(file)} is not what the manifest says: it was damaged or changed");

    private bool Copy(ArchivedRun run, ArchivedFile file, Stream target) => Copy(_entries[run.EntryOf(file)], target) == file.Sha256;

    // Gives the SHA-256 of what was copied; null where it cannot be unpacked, or its size or checksum is another than its headers say.
    private string? Copy(ZipEntryLayout entry, Stream target)
    {
        try
        {
            return Unpack(entry, target);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private string? Unpack(ZipEntryLayout entry, Stream target)
    {
        using var source = _zip.GetEntry(entry.Name)!.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var crc = new Crc32();
        var buffer = new byte[BufferSize];
        var bytes = 0L;
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            // A size in a header is a claim: no more is taken than was claimed.
            bytes += read;
            if (bytes > entry.Bytes)
            {
                return null;
            }

            hash.AppendData(buffer, 0, read);
            crc.Append(buffer.AsSpan(0, read));
            target.Write(buffer, 0, read);
        }

        return bytes == entry.Bytes && crc.GetCurrentHashAsUInt32() == entry.Crc ? Convert.ToHexStringLower(hash.GetHashAndReset()) : null;
    }
}
