using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Auditing.Checks;

/// <summary>
/// Uncommitted changes can still be put onto their commit. Commits are looked for by their ids in the repository that the
/// user stands in: the place that a run names may be anybody's, and git is never started there.
/// </summary>
internal sealed class LostDiff() : AuditCheck(
    "A3-diff", AuditLevel.Provenance, "A run came from uncommitted changes that no longer apply to their commit, or whose commit is gone", "commit before running; keep the commits that numbers come from", FindingSeverity.Warning)
{
    public override IEnumerable<Finding> Look(AuditSubject subject)
    {
        var sources = subject.InScope.Where(run => run.Succeeded && run.SourceId is not null).GroupBy(run => run.SourceId!)
            .Select(runs => (Runs: runs.Count(), Source: subject.Text(runs.Key)))
            .Where(one => (string?)one.Source?["version-control"] == "git")
            .ToList();
        if (sources.Count == 0)
        {
            yield break;
        }

        var here = subject.FileSystem.Path.GetFullPath(subject.Options.Sources ?? ".");
        var repository = GitRepository.Around(here, subject.Programs, out var why);
        foreach (var (runs, source) in sources)
        {
            var root = (string?)source!["root"];
            var about = FormattableString.Invariant($"{runs} runs from {root}");

            // Elsewhere it may still be whole: only what is gone from its own place is lost.
            var isOwn = root is not null && (repository is null ? IsWithin(here, root) : repository.Root == root);
            if (repository is null)
            {
                var nothing = why ?? $"{here} is in no git repository";
                yield return isOwn ? Found(about, nothing) : Unchecked(about, $"{nothing}; audit in the repository that the runs came from");
            }
            else if (Problem(subject, repository, source, out var isElsewhere) is { } problem)
            {
                yield return isElsewhere && !isOwn ? Unchecked(about, $"{problem} in {repository.Root}; audit in the repository that the runs came from") : Found(about, problem);
            }
        }
    }

    private static string? Problem(AuditSubject subject, GitRepository repository, JsonNode source, out bool isElsewhere)
    {
        isElsewhere = false;
        switch ((string?)source["commit"])
        {
            case null:
                return "the folder had no commit yet";
            case var text when !GitRepository.IsCommit(text):
                return "what is recorded as its commit is no commit's id";
            case var commit when !repository.Has(commit):
                isElsewhere = true;
                return $"commit {commit} is not there";
            case var commit when (bool)source["dirty"]!:
                return (string?)source["diff"] is not { } diff ? "the changes were too large to be kept"
                    : ContentAddress.Of(diff) != (string?)source["diff-sha256"] ? "the kept changes are not those that were made"
                    : diff.Length == 0 || Applies(subject, repository, commit, diff) ? null : $"the changes do not apply to commit {commit}";
            default:
                return null;
        }
    }

    private static bool IsWithin(string folder, string root) => folder == root || folder.StartsWith(root.TrimEnd('/') + '/', StringComparison.Ordinal);

    // In an index of its own, outside the repository: nothing of it is touched.
    private static bool Applies(AuditSubject subject, GitRepository repository, string commit, string diff)
    {
        var folder = subject.FileSystem.Directory.CreateTempSubdirectory("lcam-audit-");
        try
        {
            return repository.Applies(commit, diff, subject.FileSystem.Path.Combine(folder.FullName, "index"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
