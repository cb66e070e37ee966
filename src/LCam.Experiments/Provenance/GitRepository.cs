using System.Text.RegularExpressions;

namespace LCam.Experiments.Provenance;

/// <summary>
/// The repository that the user stands in, asked with git and never written: no program that its configuration names is
/// started, and nothing is fetched. Only a folder that the user named may be given, never one that came from elsewhere.
/// </summary>
internal sealed partial class GitRepository
{
    private const string Program = "git";
    private const string NoRepository = "not a git repository";

    private readonly IProgramRunner _programs;
    private readonly Dictionary<string, string> _surroundings;

    private GitRepository(IProgramRunner programs, Dictionary<string, string> surroundings, string root)
    {
        _programs = programs;
        _surroundings = surroundings;
        Root = root;
    }

    /// <summary>The folder that it is checked out in.</summary>
    public string Root { get; }

    public string? Commit => Line("rev-parse", "--verify", "HEAD");

    public string? Branch => Line("symbolic-ref", "--short", "HEAD");

    /// <summary>The repository around a folder; null where there is none.</summary>
    /// <param name="why">Why git tells nothing of one that is there; null where there is none.</param>
    public static GitRepository? Around(string folder, IProgramRunner programs, out string? why)
    {
        why = null;
        var surroundings = GitSurroundings.Of(folder, programs);
        var answer = programs.Run(Program, ["-C", folder, "rev-parse", "--show-toplevel"], environment: surroundings);
        if (answer is { ExitCode: 0 })
        {
            return new GitRepository(programs, surroundings, answer.Out.TrimEnd('\n'));
        }

        why = answer is null || answer.Error.Contains(NoRepository, StringComparison.Ordinal) ? null : FirstLine(answer.Error);
        return null;
    }

    /// <summary>Whether a text is a commit's id, and nothing that git could take for an option or another name.</summary>
    public static bool IsCommit(string? text) => text is not null && CommitId().IsMatch(text);

    /// <summary>What is changed, a line a file; null where git does not tell.</summary>
    public string? Changes() => Ask(null, null, "status", "--porcelain", "--untracked-files=normal", "--ignore-submodules=dirty") is { ExitCode: 0 } told ? told.Out.TrimEnd('\n') : null;

    /// <summary>The changes since the last commit; null where they are too large for git to tell, or there is no commit.</summary>
    public string? Diff() =>
        Ask(null, null, "diff", "--binary", "--no-color", "--no-ext-diff", "--no-textconv", "--submodule=short", "--ignore-submodules=dirty", "HEAD", "--") is { ExitCode: 0 } told ? told.Out : null;

    /// <summary>Whether a commit is in it.</summary>
    public bool Has(string commit) => IsCommit(commit) && Ask(null, null, "cat-file", "-e", "--end-of-options", commit + "^{commit}") is { ExitCode: 0 };

    /// <summary>Whether changes can be put onto a commit.</summary>
    /// <param name="index">A file for git to work in, outside the repository.</param>
    public bool Applies(string commit, string diff, string index) => IsCommit(commit)
        && Ask(null, index, "read-tree", "--end-of-options", commit) is { ExitCode: 0 }
        && Ask(diff, index, "apply", "--cached", "--check", "-") is { ExitCode: 0 };

    private string? Line(params string[] arguments) => Ask(null, null, arguments) is { ExitCode: 0 } answer ? answer.Out.TrimEnd('\n') : null;

    private ProgramResult? Ask(string? input, string? index, params string[] arguments)
    {
        var surroundings = index is null ? _surroundings : new Dictionary<string, string>(_surroundings) { ["GIT_INDEX_FILE"] = index };
        return _programs.Run(Program, ["--no-pager", "--no-replace-objects", "-C", Root, .. arguments], input, surroundings);
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0];

    [GeneratedRegex("^([0-9a-f]{40}|[0-9a-f]{64})\\z")]
    private static partial Regex CommitId();
}
