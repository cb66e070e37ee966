using System.IO.Abstractions;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using LCam.Experiments.Resilience;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>An archive of runs from somewhere, opened and found to be whole: nothing in it is believed that was not checked.</summary>
public sealed class RunArchive : IDisposable
{
    private const long LargestManifest = 1L << 28;
    private const int BufferSize = 1 << 17;

    private readonly string _path;
    private readonly ZipArchive _zip;

    private RunArchive(string path, ZipArchive zip, ArchiveManifest manifest)
    {
        _path = path;
        _zip = zip;
        Manifest = manifest;
    }

    public ArchiveManifest Manifest { get; }

    /// <summary>Opens an archive and checks every file in it against its hash.</summary>
    /// <exception cref="ProblemException">It is not there, no archive, cut off, changed, hostile, or of a newer program.</exception>
    public static RunArchive Open(IFileSystem fileSystem, string path)
    {
        if (!fileSystem.File.Exists(path))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such file"));
        }

        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(fileSystem.File.OpenRead(path), ZipArchiveMode.Read);
            var archive = new RunArchive(path, zip, ReadManifest(path, zip));
            archive.Check();
            return archive;
        }
        catch (Exception failure)
        {
            zip?.Dispose();
            if (failure is InvalidDataException or JsonException or NotSupportedException or EndOfStreamException)
            {
                throw Wrong(path, $"this is no archive of runs, or it is damaged: {failure.Message}", failure);
            }

            throw;
        }
    }

    /// <summary>Writes a run's files into a folder.</summary>
    public void Extract(IFileSystem fileSystem, ArchivedRun run, string folder)
    {
        foreach (var file in run.Files)
        {
            var target = fileSystem.Path.Combine(folder, file.Path);
            fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(target)!);
            using var written = new DurableStream(fileSystem, target, FileMode.CreateNew);
            Copy(run, file, written.Stream);
            written.Flush();
        }
    }

    public void Dispose() => _zip.Dispose();

    private static ArchiveManifest ReadManifest(string path, ZipArchive zip)
    {
        var entry = zip.GetEntry(ArchiveManifest.FileName) ?? throw Wrong(path, "this is no archive of runs: it has no manifest");
        if (entry.Length > LargestManifest)
        {
            throw Wrong(path, "its manifest is larger than any could be");
        }

        // A size in the directory is a claim: no more is read than was claimed.
        var bytes = new byte[entry.Length];
        using (var stream = entry.Open())
        {
            stream.ReadExactly(bytes);
        }

        using (var document = JsonDocument.Parse(bytes))
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String
                || format.GetString() != ArchiveManifest.KnownFormat || !root.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number))
            {
                throw Wrong(path, "this is no archive of runs: its manifest is another program's");
            }

            if (number > ArchiveManifest.CurrentVersion)
            {
                throw Wrong(path, FormattableString.Invariant($"this archive is of version {number}, and this program knows {ArchiveManifest.CurrentVersion}"), remedy: "use a newer lcam");
            }
        }

        return JsonSerializer.Deserialize<ArchiveManifest>(bytes, ArchiveManifest.Options)!;
    }

    private void Check()
    {
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, new ManifestCheck(_path, Manifest).Problems());
        var expected = Manifest.Runs.SelectMany(run => run.Files, (run, file) => run.EntryOf(file)).Append(ArchiveManifest.FileName).ToHashSet(StringComparer.Ordinal);
        List<Problem> problems =
        [
            .. _zip.Entries.Select(entry => entry.FullName).Where(name => !expected.Contains(name)).Select(name => new Problem(_path, $"it has a file that its manifest does not know: {name}")),
            .. _zip.Entries.GroupBy(entry => entry.FullName).Where(same => same.Count() > 1).Select(same => new Problem(_path, $"it has {same.Key} twice")),
        ];
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        foreach (var run in Manifest.Runs)
        {
            foreach (var file in run.Files)
            {
                Copy(run, file, Stream.Null);
            }
        }
    }

    private void Copy(ArchivedRun run, ArchivedFile file, Stream target)
    {
        var name = run.EntryOf(file);
        var entry = _zip.GetEntry(name) ?? throw Wrong(_path, $"{name} is missing in it");
        using var source = entry.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var bytes = 0L;
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            bytes += read;
            if (bytes > file.Bytes)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }

        if (bytes != file.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
        {
            throw Wrong(_path, $"{name} is not what the manifest says: it was damaged or changed");
        }
    }

    private static ProblemException Wrong(string path, string what, Exception? cause = null, string remedy = "have it made again with 'lcam export'") =>
        new(ProblemKind.InvalidInput, new Problem(path, what, remedy), cause);
}
