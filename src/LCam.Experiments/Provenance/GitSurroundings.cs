namespace LCam.Experiments.Provenance;

/// <summary>
/// What git is told before it looks at a repository, so that it only reads: a repository's own configuration may name
/// programs (hooks, a file system monitor, filters, pagers, helpers for passwords and connections), and a folder that was
/// unpacked brings its configuration along. See git(1), git-config(1).
/// </summary>
internal static class GitSurroundings
{
    private const string Nowhere = "/dev/null";

    // Of a user's own configuration: what decides whether a file counts as changed, and whose folders may be looked at.
    private const string Harmless = "^(safe\\.directory|core\\.(excludesfile|autocrlf|eol|filemode|symlinks|ignorecase|precomposeunicode))$";

    private static readonly string[] Scopes = ["--system", "--global"];

    private static readonly IReadOnlyList<KeyValuePair<string, string>> Settings =
    [
        new("core.fsmonitor", "false"),
        new("core.hooksPath", Nowhere),
        new("core.attributesFile", Nowhere),
        new("core.sshCommand", "false"),
        new("core.gitProxy", ""),
        new("core.askPass", ""),
        new("core.pager", "cat"),
        new("core.editor", "false"),
        new("core.alternateRefsCommand", ""),
        new("core.untrackedCache", "false"),
        new("credential.helper", ""),
        new("diff.external", ""),

        // Another git would be started within a submodule, and it forgets all of these.
        new("diff.submodule", "short"),
        new("status.submoduleSummary", "false"),
        new("protocol.allow", "never"),
        new("submodule.recurse", "false"),
        new("gc.auto", "0"),
        new("maintenance.auto", "false"),
        new("log.showSignature", "false"),
    ];

    /// <summary>The variables under which git looks at the repository around a folder.</summary>
    public static Dictionary<string, string> Of(string folder, IProgramRunner programs)
    {
        var users = Users(programs);
        var variables = Variables([.. Settings, .. users]);
        return Variables([.. Settings, .. users, .. Filters(folder, programs, variables)]);
    }

    private static Dictionary<string, string> Variables(IReadOnlyList<KeyValuePair<string, string>> settings)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_SYSTEM"] = Nowhere,
            ["GIT_CONFIG_GLOBAL"] = Nowhere,
            ["GIT_ATTR_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_OPTIONAL_LOCKS"] = "0",
            ["GIT_NO_LAZY_FETCH"] = "1",
            ["GIT_NO_REPLACE_OBJECTS"] = "1",
            ["GIT_ALLOW_PROTOCOL"] = "none",
            ["GIT_PROTOCOL_FROM_USER"] = "0",
            ["GIT_SSH_COMMAND"] = "false",
            ["GIT_ASKPASS"] = "false",
            ["SSH_ASKPASS"] = "false",
            ["GIT_PAGER"] = "cat",
            ["GIT_EDITOR"] = "false",
            ["LC_ALL"] = "C",
            ["GIT_CONFIG_COUNT"] = FormattableString.Invariant($"{settings.Count}"),
        };
        for (var place = 0; place < settings.Count; place++)
        {
            variables[FormattableString.Invariant($"GIT_CONFIG_KEY_{place}")] = settings[place].Key;
            variables[FormattableString.Invariant($"GIT_CONFIG_VALUE_{place}")] = settings[place].Value;
        }

        return variables;
    }

    private static IEnumerable<KeyValuePair<string, string>> Users(IProgramRunner programs) =>
        from scope in Scopes
        let listed = programs.Run("git", ["-C", "/", "config", scope, "--includes", "--null", "--get-regexp", Harmless])
        where listed is { ExitCode: 0 }
        from entry in listed.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries)
        let parts = entry.Split('\n', 2)
        select KeyValuePair.Create(parts[0], parts.Length == 2 ? parts[1] : "true");

    // A filter without a command leaves a file as it is.
    private static IEnumerable<KeyValuePair<string, string>> Filters(string folder, IProgramRunner programs, Dictionary<string, string> variables) =>
        programs.Run("git", ["-C", folder, "config", "--includes", "--null", "--name-only", "--get-regexp", "^filter\\."], environment: variables) is { ExitCode: 0 } listed
            ? listed.Out.Split('\0', StringSplitOptions.RemoveEmptyEntries)
                .Where(key => key.LastIndexOf('.') > "filter.".Length)
                .Select(key => key[..key.LastIndexOf('.')])
                .Distinct(StringComparer.Ordinal)
                .SelectMany(filter => new KeyValuePair<string, string>[] { new($"{filter}.clean", ""), new($"{filter}.smudge", ""), new($"{filter}.process", ""), new($"{filter}.required", "false") })
            : [];
}
