using System.IO.Abstractions;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LCam.Experiments.Resilience;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Crates;

/// <summary>Writes a crate, whole or not at all: into a folder, or into one file where the path ends in <c>.zip</c>. The same contents always make the same bytes.</summary>
/// <param name="cancellation">Ends it between two files, with nothing left behind.</param>
internal sealed class CrateWriter(IFileSystem fileSystem, CancellationToken cancellation)
{
    private const string Zip = ".zip";
    private const int CopiedAtOnce = 1 << 20;

    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a crate goes into one file, and not into a folder.</summary>
    public static bool IsFile(string path) => path.EndsWith(Zip, StringComparison.OrdinalIgnoreCase);

    /// <param name="files">All but the metadata.</param>
    /// <param name="metadata">Makes the metadata of what the files came out as, by path.</param>
    /// <returns>The size of all files, in bytes.</returns>
    /// <exception cref="ProblemException">There is something in the folder, or it cannot be written.</exception>
    public long Write(string path, IEnumerable<CrateFile> files, Func<IReadOnlyDictionary<string, CrateFileFacts>, string> metadata)
    {
        var target = fileSystem.Path.GetFullPath(path);
        try
        {
            if (IsFile(target))
            {
                fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(target)!);
                var bytes = 0L;
                fileSystem.Replace(target, stream => bytes = WriteZip(stream, files, metadata));
                return bytes;
            }

            return WriteFolder(path, target, files, metadata);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"the crate cannot be written: {failure.Message}"), failure);
        }
    }

    private long WriteZip(Stream stream, IEnumerable<CrateFile> files, Func<IReadOnlyDictionary<string, CrateFileFacts>, string> metadata)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        return WriteAll(files, metadata, name =>
        {
            var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
            entry.LastWriteTime = EntryTime;
            return entry.Open();
        });
    }

    // What a person put into a folder is never replaced.
    private long WriteFolder(string path, string target, IEnumerable<CrateFile> files, Func<IReadOnlyDictionary<string, CrateFileFacts>, string> metadata)
    {
        if (fileSystem.File.Exists(target) || (fileSystem.Directory.Exists(target) && fileSystem.Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, "there is something already", "name a new folder, or a file that ends in .zip"));
        }

        AsideName.RemoveDead(target);
        var aside = AsideName.For(target);
        try
        {
            var bytes = WriteAll(files, metadata, name =>
            {
                var file = fileSystem.Path.Combine(aside, name);
                fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(file)!);
                return fileSystem.FileStream.New(file, FileMode.CreateNew, FileAccess.Write);
            });
            fileSystem.FlushTree(aside);
            if (fileSystem.Directory.Exists(target))
            {
                fileSystem.Directory.Delete(target);
            }

            fileSystem.Directory.Move(aside, target);
            fileSystem.FlushFolder(fileSystem.Path.GetDirectoryName(target)!);
            return bytes;
        }
        finally
        {
            fileSystem.DeleteTree(aside);
            AsideName.Done(aside);
        }
    }

    private long WriteAll(IEnumerable<CrateFile> files, Func<IReadOnlyDictionary<string, CrateFileFacts>, string> metadata, Func<string, Stream> open)
    {
        var facts = new Dictionary<string, CrateFileFacts>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            cancellation.ThrowIfCancellationRequested();
            facts.Add(file.Path, file.Source is { } source ? Copy(source, open(file.Path)) : WriteOne(file.Write, open(file.Path)));
        }

        return WriteOne(writer => writer.Write(metadata(facts)), open(CrateGraph.FileName)).Bytes + facts.Values.Sum(file => file.Bytes);
    }

    // What is another file by now is not what the runs read: the crate comes to nothing.
    private CrateFileFacts Copy(CrateSource source, Stream target)
    {
        using var content = DataFile.OpenRead(source.Path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, bytes) = (new byte[CopiedAtOnce], 0L);
        using (target)
        {
            for (int read; (read = content.Read(buffer)) > 0; bytes += read)
            {
                cancellation.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, read);
                target.Write(buffer, 0, read);
            }
        }

        var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
        return sha256 == source.Sha256
            ? new CrateFileFacts(sha256, bytes)
            : throw new ProblemException(ProblemKind.DataMissing, new Problem(source.Path, $"this is not the file that the runs had: expected the SHA-256 {source.Sha256}, found {sha256}", "restore it, or leave out --include-models"));
    }

    private static CrateFileFacts WriteOne(Action<TextWriter> write, Stream target)
    {
        using var content = new MemoryStream();
        using (var writer = new StreamWriter(content, Utf8, leaveOpen: true) { NewLine = "\n" })
        {
            write(writer);
        }

        content.Position = 0;
        using (target)
        {
            content.CopyTo(target);
        }

        return new CrateFileFacts(Convert.ToHexStringLower(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length))), content.Length);
    }
}
