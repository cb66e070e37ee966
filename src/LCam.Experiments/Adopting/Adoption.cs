using System.Globalization;
using System.IO.Abstractions;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;
using LCam.Experiments.Resilience;
using LCam.Experiments.Store;
using LCam.Files;
using LCam.Images;
using LCam.Problems;
using LCam.Texts;

namespace LCam.Experiments.Adopting;

/// <summary>How a past run is taken in.</summary>
/// <param name="Name">What to call it; null for its folder's name.</param>
/// <param name="CopiesSnapshots">Whether the store gets copies of the snapshots, and not only their hashes.</param>
/// <param name="AcceptsFindings">Whether it is taken in with what is wrong with it, as recorded facts.</param>
public sealed record AdoptionOptions(string? Name, bool CopiesSnapshots, bool AcceptsFindings);

/// <summary>
/// Takes past runs into a store: their files under their hashes first, then all rows and the event that binds them at once. A
/// run is its files' contents: the same ones are the same run, wherever they lie.
/// </summary>
public sealed class Adoption
{
    private const int LongestName = 200;
    private const int BufferSize = 1 << 20;

    private readonly IFileSystem _fileSystem;
    private readonly TimeProvider _clock;
    private readonly AdoptionOptions _options;
    private readonly PastFiles _files;
    private readonly List<AdoptedFile> _contents;

    /// <summary>Hashes the files of the run.</summary>
    /// <exception cref="ProblemException">The name is none, or a file cannot be read.</exception>
    public Adoption(IFileSystem fileSystem, TimeProvider clock, PastFiles files, AdoptionOptions options, CancellationToken cancellation)
    {
        _fileSystem = fileSystem;
        _clock = clock;
        _files = files;
        _options = options with { Name = options.Name ?? NameOf(files.Folder) };
        if (_options.Name is not { Length: > 0 and <= LongestName } name || VisibleText.Line(name) != name || name.StartsWith(AdoptedRun.Prefix, StringComparison.Ordinal))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem("--name", FormattableString.Invariant($"expected one visible line of 1 to {LongestName} characters that does not begin with '{AdoptedRun.Prefix}'")));
        }

        _contents = [];
        foreach (var file in files.All)
        {
            cancellation.ThrowIfCancellationRequested();
            _contents.Add(new AdoptedFile(
                file.Role, file.Name, ContentHash.OfFile(file.Path), new FileInfo(file.Path).Length, Path.GetFullPath(file.Path), IsKept(file.Role)));
        }

        Id = IdOf(_contents);
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>The run, where the store has it already; copies that it lost are put back.</summary>
    /// <returns>The run and the number of copies; null where the store does not have it.</returns>
    public (AdoptedRun Run, int PutBack)? Existing(ExperimentStore store, CancellationToken cancellation)
    {
        if (store.Adopted.Of(Id) is not { } run)
        {
            return null;
        }

        var lost = run.Files.Where(file => file.Kept && !IsWhole(store, file)).ToList();
        Copy(store, [.. lost.Select(file => (file, _contents.First(own => own.Sha256 == file.Sha256).Path))], cancellation);
        return (run, lost.Count);
    }

    /// <summary>Takes in what was found to be as it should be, or accepted as it is.</summary>
    /// <exception cref="ProblemException">There are findings that nobody accepted, a file was changed meanwhile, there is no room, or it cannot be written: the store has nothing of it.</exception>
    public AdoptedRun Take(ExperimentStore store, AdoptReport report, CancellationToken cancellation)
    {
        if (report.Findings.Count > 0 && !_options.AcceptsFindings)
        {
            throw new ArgumentException("nobody accepted the findings", nameof(report));
        }

        foreach (var snapshot in report.Run.Snapshots)
        {
            RequireSame(snapshot.Name, snapshot.Sha256 == _contents.First(file => file.Role == PastFiles.Snapshot && file.Name == snapshot.Name).Sha256);
        }

        var run = new AdoptedRun
        {
            Id = Id,
            Name = _options.Name!,
            Adopted = _clock.GetUtcNow(),
            Record = CanonicalJson.Text(AdoptedRecord.Of(report)),
            Files = _contents,
            Metrics = [.. Losses(report.Run.Record)],
        };
        foreach (var file in _contents.Where(file => file.Kept && IsWhole(store, file)))
        {
            // A collection leaves alone what is young, as long as it does not see the row.
            _fileSystem.File.SetLastWriteTimeUtc(PathOf(store, file), _clock.GetUtcNow().UtcDateTime);
        }

        var made = Copy(store, [.. _contents.Where(file => file.Kept && !IsWhole(store, file)).DistinctBy(file => file.Copy).Select(file => (file, file.Path))], cancellation);
        try
        {
            store.Adopted.Add(run);
        }
        catch
        {
            Remove(store, made);
            throw;
        }

        return store.Adopted.Of(Id)!;
    }

    /// <summary>The id of a run with these files: their contents, and the snapshots' names.</summary>
    internal static string IdOf(IEnumerable<AdoptedFile> files) => AdoptedRun.IdOf(CanonicalJson.Hash(new JsonArray([.. files
        .OrderBy(file => file.Role, StringComparer.Ordinal).ThenBy(file => file.Name, StringComparer.Ordinal)
        .Select(file => new JsonObject { ["role"] = file.Role, ["name"] = file.Role == PastFiles.Snapshot ? file.Name : null, ["sha256"] = file.Sha256 })])));

    /// <summary>A record's numbers, as the store has them.</summary>
    internal static IEnumerable<AdoptedMetric> Losses(TrainRecord record) => record.Sections.SelectMany(section => section.Epochs).SelectMany(line =>
        line.Values.Select(value => new AdoptedMetric(line.Line, line.Epoch, value.Key, double.IsFinite(value.Value) ? value.Value : null)));

    // Published weights are large, and everybody has them. Anything else but snapshots is small, and an audit reads it.
    private bool IsKept(string role) => role switch
    {
        PastFiles.Weights => false,
        PastFiles.Snapshot => _options.CopiesSnapshots,
        _ => true,
    };

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private string PathOf(ExperimentStore store, AdoptedFile file) => _fileSystem.Path.Combine(store.Folder, file.Copy);

    private bool IsWhole(ExperimentStore store, AdoptedFile file) => _fileSystem.File.Exists(PathOf(store, file)) && ContentHash.OfFile(PathOf(store, file)) == file.Sha256;

    // All or none: what was copied goes again when another cannot be.
    private List<string> Copy(ExperimentStore store, IReadOnlyList<(AdoptedFile File, string From)> files, CancellationToken cancellation)
    {
        var made = new List<string>();
        if (files.Count == 0)
        {
            return made;
        }

        try
        {
            _fileSystem.Directory.CreateDirectory(_fileSystem.Path.Combine(store.Folder, AdoptedFile.Folder));
            RequireRoom(store, files.Sum(file => (double)file.File.Bytes));
            foreach (var (file, from) in files)
            {
                cancellation.ThrowIfCancellationRequested();
                _fileSystem.Replace(PathOf(store, file), stream => RequireSame(from, Copy(from, stream, cancellation) == file.Sha256));
                made.Add(PathOf(store, file));
            }

            return made;
        }
        catch (Exception failure)
        {
            Remove(store, made);
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new ProblemException(ProblemKind.Environment, new Problem(store.Folder, $"the run cannot be adopted: {failure.Message}", "nothing was changed; make it writable, or make room"), failure);
            }

            throw;
        }
    }

    private static string Copy(string from, Stream to, CancellationToken cancellation)
    {
        using var source = DataFile.OpenRead(from);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            to.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Another run may have come to have the same file meanwhile.
    private void Remove(ExperimentStore store, IReadOnlyList<string> made)
    {
        var needed = store.Adopted.Copies().Select(copy => _fileSystem.Path.Combine(store.Folder, copy)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in made.Where(path => !needed.Contains(path)))
        {
            _fileSystem.File.Delete(path);
        }
    }

    private void RequireRoom(ExperimentStore store, double bytes)
    {
        var free = _fileSystem.DriveInfo.New(store.Folder).AvailableFreeSpace;
        if (bytes > free)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(
                store.Folder, string.Create(CultureInfo.InvariantCulture, $"the run's files take {bytes / 1e6:F0} MB, and {free / 1e6:F0} MB are free"), "make room, choose another store with --store, or leave the snapshots where they are with --no-copy"));
        }
    }

    private static void RequireSame(string file, bool isSame)
    {
        if (!isSame)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(file, "was changed while it was looked at", "nothing was adopted: run this again when nobody writes to it"));
        }
    }
}
