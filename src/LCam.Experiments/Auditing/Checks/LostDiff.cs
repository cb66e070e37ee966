using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>Uncommitted changes can still be put onto their commit.</summary>
internal sealed class LostDiff() : AuditCheck(
    "A3-diff", AuditLevel.Provenance, "A run came from uncommitted changes that no longer apply to their commit, or whose commit is gone", "commit before running; keep the commits that numbers come from", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject) =>
        from runs in subject.InScope.Where(run => run.Succeeded && run.SourceId is not null).GroupBy(run => run.SourceId!)
        let source = subject.Text(runs.Key)
        where (string?)source?["version-control"] == "git"
        let why = Problem(subject, source)
        where why is not null
        select Found(FormattableString.Invariant($"{runs.Count()} runs from {(string?)source["root"]}"), why);

    private static string? Problem(AuditSubject subject, JsonNode source)
    {
        var (root, commit) = ((string)source["root"]!, (string?)source["commit"]);
        if (commit is null)
        {
            return "the folder had no commit yet";
        }

        if (subject.Programs.Run("git", ["-C", root, "cat-file", "-e", commit + "^{commit}"]) is not { ExitCode: 0 })
        {
            return $"commit {commit} is not there";
        }

        if (!(bool)source["dirty"]!)
        {
            return null;
        }

        return (string?)source["diff"] is not { } diff ? "the changes were too large to be kept"
            : ContentAddress.Of(diff) != (string?)source["diff-sha256"] ? "the kept changes are not those that were made"
            : diff.Length == 0 || Applies(subject, root, commit, diff) ? null : $"the changes do not apply to commit {commit}";
    }

    // In an index of its own, outside the repository: nothing of it is touched.
    private static bool Applies(AuditSubject subject, string root, string commit, string diff)
    {
        var folder = subject.FileSystem.Directory.CreateTempSubdirectory("lcam-audit-");
        try
        {
            var index = new Dictionary<string, string> { ["GIT_INDEX_FILE"] = subject.FileSystem.Path.Combine(folder.FullName, "index") };
            return subject.Programs.Run("git", ["-C", root, "read-tree", commit], environment: index) is { ExitCode: 0 }
                && subject.Programs.Run("git", ["-C", root, "apply", "--cached", "--check", "-"], diff, index) is { ExitCode: 0 };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
