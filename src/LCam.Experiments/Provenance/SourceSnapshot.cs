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

    /// <summary>Looks at the folder of a spec.</summary>
    /// <param name="git">Runs git; where there is none, or no repository, that is what the snapshot says.</param>
    public static SourceSnapshot Of(string specFile, IProgramRunner git, IFileSystem fileSystem)
    {
        var folder = fileSystem.Path.GetDirectoryName(fileSystem.Path.GetFullPath(specFile))!;
        var snapshot = new JsonObject { ["folder"] = folder };
        if (Git("rev-parse", "--show-toplevel") is not { } root)
        {
            snapshot["version-control"] = "none";
            return new SourceSnapshot(CanonicalJson.Text(snapshot));
        }

        snapshot["version-control"] = "git";
        snapshot["root"] = root;
        snapshot["commit"] = Git("rev-parse", "--verify", "HEAD");
        snapshot["branch"] = Git("symbolic-ref", "--short", "HEAD");
        var changes = Git("status", "--porcelain") ?? "";
        snapshot["dirty"] = changes.Length > 0;
        if (changes.Length > 0)
        {
            snapshot["changed-files"] = new JsonArray([.. changes.Split('\n').Select(line => JsonValue.Create(line))]);
            AddDiff(snapshot, git.Run("git", ["-C", root, "diff", "--binary", "--no-color", "--no-ext-diff", "HEAD"])?.Out ?? "");
        }

        return new SourceSnapshot(CanonicalJson.Text(snapshot));

        string? Git(params string[] arguments) =>
            git.Run("git", ["-C", folder, .. arguments]) is { ExitCode: 0 } result ? result.Out.TrimEnd('\n') : null;
    }

    private static void AddDiff(JsonObject snapshot, string diff)
    {
        snapshot["diff-sha256"] = ContentAddress.Of(diff);
        snapshot["diff"] = Encoding.UTF8.GetByteCount(diff) <= LargestDiff ? diff : null;
    }
}
