using System.IO.Abstractions;
using System.IO.Compression;
using System.Text.Json;
using LCam.Experiments.Planning;
using LCam.Experiments.Resilience;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>Writes runs into one file. The same runs always make the same bytes.</summary>
public sealed class RunExporter(ExperimentStore store, IFileSystem fileSystem)
{
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the archive, whole or not at all.</summary>
    /// <param name="cancellation">Ends it between two files, with nothing left behind.</param>
    /// <returns>Its manifest.</returns>
    /// <exception cref="ProblemException">Files of the runs are gone or are not what the runs left, or an import would refuse them, with all of them; or it cannot be written.</exception>
    public ArchiveManifest Write(IReadOnlyList<RunRecord> runs, IReadOnlyList<ArchivedExperiment> experiments, string path, CancellationToken cancellation = default)
    {
        var problems = new List<Problem>();
        List<ArchivedRun> archived = [.. runs.Select(run => Describe(run, problems, cancellation))];
        ProblemException.ThrowIfAny(ProblemKind.DataMissing, problems);
        var manifest = new ArchiveManifest(ArchiveManifest.KnownFormat, ArchiveManifest.CurrentVersion, archived, experiments);
        var text = Text(manifest, path);
        try
        {
            fileSystem.Directory.CreateDirectory(fileSystem.Path.GetDirectoryName(fileSystem.Path.GetFullPath(path))!);
            fileSystem.Replace(path, stream => Write(manifest, text, stream, cancellation));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"the archive cannot be written: {failure.Message}"), failure);
        }

        return manifest;
    }

    // An archive that import would refuse is of no use to anybody: better no archive, and the reason.
    private static byte[] Text(ArchiveManifest manifest, string path)
    {
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, [.. new ManifestCheck(path, manifest).Problems().Select(problem => problem with { Remedy = "no archive was made, for 'lcam import' would refuse it" })]);
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, ArchiveManifest.Options);
        return text.Length <= ArchiveLimits.Manifest
            ? text
            : throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, $"what is known of these runs takes {ArchiveLimits.Text(text.Length)}, and {ArchiveLimits.Text(ArchiveLimits.Manifest)} is the limit", "export fewer runs at a time"));
    }

    private void Write(ArchiveManifest manifest, byte[] text, Stream stream, CancellationToken cancellation)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        using (var entry = Entry(zip, ArchiveManifest.FileName))
        {
            entry.Write(text);
        }

        foreach (var run in manifest.Runs)
        {
            var folder = FolderOf(run.Run);
            foreach (var file in run.Files)
            {
                cancellation.ThrowIfCancellationRequested();
                using var entry = Entry(zip, run.EntryOf(file));
                using var source = fileSystem.File.OpenRead(folder.PathOf(file.Path));
                source.CopyTo(entry);
            }
        }
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }

    // What a run works with and leaves: checkpoints are for going on alone.
    private ArchivedRun Describe(RunRecord run, List<Problem> problems, CancellationToken cancellation)
    {
        var folder = FolderOf(run);
        var stage = store.Experiments.StageOf(run);
        var artifacts = store.Scores.Artifacts(run.Id);
        var names = artifacts.Select(artifact => artifact.Path)
            .Concat(new[] { folder.OrderPath, folder.JournalPath, folder.LogPath, folder.ResultPath }.Where(fileSystem.File.Exists).Select(path => fileSystem.Path.GetFileName(path)))
            .Distinct().Order(StringComparer.Ordinal);
        var files = new List<ArchivedFile>();
        foreach (var name in names)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!fileSystem.File.Exists(folder.PathOf(name)))
            {
                problems.Add(new Problem(folder.PathOf(name), $"this file of run {run.Id} is gone"));
                continue;
            }

            var file = folder.Describe(name, "");
            files.Add(new ArchivedFile(name, file.Bytes, file.Sha256));
            if (StageKinds.Parse(stage.Kind) is { } kind && KnownFile.Problem(kind, name, file.Bytes) is { } wrong)
            {
                problems.Add(new Problem(folder.PathOf(name), $"{wrong}: run {run.Id} cannot be moved"));
            }

            if (artifacts.FirstOrDefault(artifact => artifact.Path == name) is { } left && left.Sha256 != file.Sha256)
            {
                problems.Add(new Problem(folder.PathOf(name), $"this file is not what run {run.Id} left: it was changed since"));
            }
        }

        var labels = store.Labels.Of(run.Id);
        return new ArchivedRun(stage, run, store.Environments.Of(run), artifacts, files)
        {
            Provenance = store.Provenance.Of(run.Id),
            Tags = labels.Tags.Count == 0 ? null : labels.Tags,
            Note = labels.Note,
        };
    }

    private StageFolder FolderOf(RunRecord run) => new(fileSystem, store.Folder, run.StageKey, run.Attempt);
}
