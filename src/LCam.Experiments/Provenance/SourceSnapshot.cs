using System.IO.Abstractions;
using System.Text;
using System.Text.Json.Nodes;
using LCam.Experiments.Planning;

namespace LCam.Experiments.Provenance;

/// <summary>The state of the version-controlled folder that a spec lies in.</summary>
/// <param name="Text">Canonical JSON: commit, branch, whether there are changes, and the changes themselves.</param>
public sealed record SourceSnapshot(string Text)
{
    // A larger one is no edit of a spec or of code, and would be kept in the store for every change of it.
    private const int LargestDiff = 1 << 20;

    // So many files are no edit either: somebody unpacked something.
    private const int MostChanges = 10_000;

    /// <summary>Why git tells nothing of a repository that is there; null where it tells, or where there is none.</summary>
    public string? NotTraced { get; private init; }

    /// <summary>Looks at the folder of a spec.</summary>
    /// <param name="git">Runs git; where there is none, or no repository, that is what the snapshot says.</param>
    /// <param name="extended">The files that the spec extends, by name relative to its folder, and the SHA-256 of each.</param>
    public static SourceSnapshot Of(string specFile, IProgramRunner git, IFileSystem fileSystem, params IReadOnlyList<(string File, string Sha256)> extended)
    {
        var folder = fileSystem.Path.GetDirectoryName(fileSystem.Path.GetFullPath(specFile))!;
        var snapshot = new JsonObject { ["folder"] = folder };
        if (extended.Count > 0)
        {
            snapshot["extends"] = new JsonObject(extended.Select(one => KeyValuePair.Create(one.File, (JsonNode?)one.Sha256)));
        }

        if (GitRepository.Around(folder, git, out var why) is not { } repository)
        {
            snapshot["version-control"] = "none";
            if (why is not null)
            {
                snapshot["not-traced"] = why;
            }

            return new SourceSnapshot(CanonicalJson.Text(snapshot)) { NotTraced = why };
        }

        snapshot["version-control"] = "git";
        snapshot["root"] = repository.Root;
        snapshot["commit"] = repository.Commit;
        snapshot["branch"] = repository.Branch;

        // What git does not tell may be changed.
        var changes = repository.Changes();
        snapshot["dirty"] = changes is not "";
        if (changes is not "")
        {
            snapshot["changed-files"] = new JsonArray([.. (changes?.Split('\n') ?? []).Take(MostChanges).Select(line => JsonValue.Create(line))]);
            AddDiff(snapshot, repository.Diff());
        }

        return new SourceSnapshot(CanonicalJson.Text(snapshot));
    }

    private static void AddDiff(JsonObject snapshot, string? diff)
    {
        snapshot["diff-sha256"] = diff is null ? null : ContentAddress.Of(diff);
        snapshot["diff"] = diff is not null && Encoding.UTF8.GetByteCount(diff) <= LargestDiff ? diff : null;
    }
}
