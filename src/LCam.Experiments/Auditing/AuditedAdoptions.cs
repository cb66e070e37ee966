using System.IO.Abstractions;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Adopting;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;
using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Auditing;

/// <summary>The runs of a store that others made, and what an audit sees of their files.</summary>
/// <param name="loadNumericLibrary">Called before snapshots are looked into; null where they are not to be.</param>
internal sealed class AuditedAdoptions(ExperimentStore store, IFileSystem fileSystem, Action? loadNumericLibrary, CancellationToken cancellation)
{
    private readonly Dictionary<string, string?> _hashes = new(StringComparer.Ordinal);
    private IReadOnlyList<AdoptedRun>? _runs;

    public IReadOnlyList<AdoptedRun> Runs => _runs ??= store.Adopted.All();

    /// <summary>Names, in the folder of copies, that no run has a copy under.</summary>
    public IEnumerable<string> Strays()
    {
        var folder = fileSystem.Path.Combine(store.Folder, AdoptedFile.Folder);
        var known = Runs.SelectMany(run => run.Files).Where(file => file.Kept).Select(file => fileSystem.Path.GetFileName(file.Copy)).ToHashSet(StringComparer.Ordinal);
        return fileSystem.Directory.Exists(folder)
            ? fileSystem.Directory.EnumerateFileSystemEntries(folder).Select(path => fileSystem.Path.GetFileName(path)).Where(name => !known.Contains(name)).Order(StringComparer.Ordinal)
            : [];
    }

    /// <summary>Where a file has to be.</summary>
    public string PathOf(AdoptedFile file) => file.Kept ? fileSystem.Path.Combine(store.Folder, file.Copy) : file.Path;

    /// <summary>The hash of the file that is there; null where there is none that can be read.</summary>
    public string? HashOf(string path)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_hashes.TryGetValue(path, out var hash))
        {
            try
            {
                hash = fileSystem.File.Exists(path) ? ContentHash.OfFile(path) : null;
            }
            catch (ProblemException)
            {
                hash = null;
            }

            _hashes.Add(path, hash);
        }

        return hash;
    }

    /// <summary>Makes the checks of an adoption again, and says how the record is not what they give.</summary>
    /// <returns>The differences; or why nothing could be looked at.</returns>
    public (IReadOnlyList<string> Differences, string? Why) CheckAgain(AdoptedRun run)
    {
        if (run.Files.FirstOrDefault(file => file.Role != PastFiles.Weights && HashOf(PathOf(file)) != file.Sha256) is { } other)
        {
            return ([], $"{other.Name} is not there as it was adopted");
        }

        if (loadNumericLibrary is null)
        {
            return ([], "snapshots are not looked into here: 'lcam audit' does");
        }

        loadNumericLibrary();
        var record = AdoptedRecord.Parse(run);
        AdoptReport report;
        try
        {
            report = Adopter.Prepare(PastFiles.Of(run, store.Folder, HashOf), cancellation).Check("cpu", null, cancellation);
        }
        catch (ProblemException failure)
        {
            return ([.. failure.Problems.Select(problem => problem.ToString())], null);
        }

        var differences = CanonicalJson.Differences(AdoptedRecord.Repeatable(record), AdoptedRecord.Repeatable(AdoptedRecord.Of(report)))
            .Select(difference => $"{difference.Path}: recorded {difference.Before}, its files give {difference.After}")
            .Concat(Losses(run, report))
            .Concat(Claims(record))
            .ToList();
        return (differences, null);
    }

    private static IEnumerable<string> Losses(AdoptedRun run, AdoptReport report)
    {
        var lines = Adoption.Losses(report.Run.Record).OrderBy(loss => loss.Line).ThenBy(loss => loss.Name, StringComparer.Ordinal);
        return lines.SequenceEqual(run.Metrics.OrderBy(loss => loss.Line).ThenBy(loss => loss.Name, StringComparer.Ordinal))
            ? []
            : ["losses: those recorded are not those of its record"];
    }

    // What was measured needs images that the store does not have. Whether it agrees with the claim needs none.
    private static IEnumerable<string> Claims(JsonObject record)
    {
        var found = AdoptedRecord.Items(record, "findings").Count(finding => (string?)finding["id"] == "adopted-claim");
        var differing = AdoptedRecord.Items(record, "claims").Count(claim => Number(claim["claimed"]) is var claimed && Number(claim["measured"]) is var measured
            && !((double.IsNaN(claimed) && double.IsNaN(measured)) || Math.Abs(claimed - measured) <= Number(claim["tolerance"])));
        return found == differing ? [] : [FormattableString.Invariant($"claims: {differing} are not what was measured, and {found} findings say so")];
    }

    private static double Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : double.NaN;
}
