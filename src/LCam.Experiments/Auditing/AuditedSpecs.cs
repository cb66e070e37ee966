using System.IO.Abstractions;
using Dapper;
using LCam.Experiments.Recorded;
using LCam.Experiments.Sealing;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Images;
using LCam.Problems;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Auditing;

/// <summary>What follows from the specs of a store's experiments: where their files are now, their tables, their claims.</summary>
internal sealed class AuditedSpecs(ExperimentStore store, SqliteConnection connection, IFileSystem fileSystem, Func<string, string?> environment)
{
    private string? _madeAt;
    private readonly Dictionary<string, (IReadOnlyList<AuditedClaim> Claims, string? Why)> _claims = new(StringComparer.Ordinal);

    /// <summary>
    /// Where a file is now that the store knows by its full path. A store that was moved or copied together with its
    /// surroundings has its files at the new place; those at the old one are not looked at.
    /// </summary>
    public string? Moved(string? path)
    {
        _madeAt ??= connection.ExecuteScalar<string?>(
            "SELECT json_extract(detail, '$.store') FROM events WHERE kind = 'experiment-sealed' AND json_valid(detail) AND json_extract(detail, '$.store') IS NOT NULL ORDER BY sequence DESC LIMIT 1")
            ?? store.Folder;
        if (path is null || _madeAt == store.Folder || FolderLabels.Is(path))
        {
            return path;
        }

        var moved = fileSystem.Path.GetFullPath(fileSystem.Path.Combine(store.Folder, fileSystem.Path.GetRelativePath(_madeAt, path)));
        return IsThere(moved) || !IsThere(path) ? moved : path;
    }

    private bool IsThere(string path) => fileSystem.Path.Exists(path);

    /// <summary>Where an experiment's seal is written by its spec; null where the spec cannot be read.</summary>
    public string? SealPathOf(string experiment) => FromSpec(experiment, spec => SealPaths.Of(spec, store.Folder)).Made;

    /// <summary>Where an experiment's spec is.</summary>
    public string? SpecPathOf(string experiment) => Moved(store.Experiments.Find(experiment)?.SpecPath);

    /// <summary>The published values on file that an experiment's tables show, or why they cannot be looked at.</summary>
    public (IReadOnlyList<AuditedClaim> Claims, string? Why) Claims(string name)
    {
        if (!_claims.TryGetValue(name, out var claims))
        {
            var (made, why) = FromSpec(name, spec => AuditedClaim.Of(spec, store));
            _claims.Add(name, claims = (made ?? [], why));
        }

        return claims;
    }

    /// <summary>The tables that the store gives for experiments, or why it gives none, built in the background.</summary>
    public Task<IReadOnlyDictionary<string, (AuditedTables? Tables, string? Why)>> BuildTables(IReadOnlyList<string> names)
    {
        // Asked here, not in the background: it takes the connection of the checks.
        Moved(null);
        return Background.Run<IReadOnlyDictionary<string, (AuditedTables? Tables, string? Why)>>(() => names.ToDictionary(
            name => name, name => FromSpec(name, spec => AuditedTables.Build(spec, store)), StringComparer.Ordinal));
    }

    // Of the experiment as it was run, or why nothing can be made of it.
    private (T? Made, string? Why) FromSpec<T>(string name, Func<ExperimentSpec, T> make)
    {
        if (store.Experiments.Find(name) is not { } experiment)
        {
            return (default, "the store no longer has the experiment");
        }

        try
        {
            return (make(RecordedSpec.Read(experiment, Moved(experiment.SpecPath)!, environment, fileSystem)), null);
        }
        catch (ProblemException failure)
        {
            return (default, failure.Problems[0].ToString());
        }
    }
}
