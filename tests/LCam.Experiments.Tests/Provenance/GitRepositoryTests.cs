using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;
using Mono.Unix.Native;

namespace LCam.Experiments.Tests.Provenance;

/// <summary>Whatever a repository brings along, git only reads it.</summary>
public sealed class GitRepositoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-git-");
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("lcam-git-");
    private readonly ProgramRunner _programs = new();

    public GitRepositoryTests()
    {
        File.WriteAllText(Spec, "name: one\n");
        Git("init", "--quiet", "--initial-branch", "main", "--template=");
        Git("add", "spec.yaml");
        Git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "--quiet", "--message", "one");
    }

    private string Spec => Path.Combine(_folder.FullName, "spec.yaml");

    private string Witness => Path.Combine(_folder.FullName, ".git", "WITNESS");

    private string Evil => $"touch {Witness}; false";

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _scratch.Delete(recursive: true);
    }

    [Theory]
    [InlineData("core.fsmonitor")]
    [InlineData("core.pager")]
    [InlineData("core.editor")]
    [InlineData("core.sshCommand")]
    [InlineData("core.gitProxy")]
    [InlineData("core.alternateRefsCommand")]
    [InlineData("credential.helper")]
    [InlineData("diff.external")]
    [InlineData("diff.evil.textconv")]
    [InlineData("diff.evil.command")]
    [InlineData("filter.evil.clean")]
    [InlineData("filter.evil.process")]
    [InlineData("filter.evil.smudge")]
    [InlineData("filter.a=b.c.clean")]
    [InlineData("pager.status")]
    [InlineData("pager.diff")]
    [InlineData("alias.status")]
    [InlineData("alias.rev-parse")]
    [InlineData("gpg.program")]
    public void No_program_of_its_configuration_is_started(string key)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, ".gitattributes"), $"* filter={(key.Contains("a=b", StringComparison.Ordinal) ? "a=b.c" : "evil")} diff=evil\n");
        Git("config", key, key.StartsWith("alias", StringComparison.Ordinal) ? "!" + Evil : Evil);
        LookAtAll();
        Assert.False(File.Exists(Witness), $"{key} was executed");
    }

    [Theory]
    [InlineData("diff.submodule", "diff")]
    [InlineData("diff.submodule", "log")]
    [InlineData("status.submoduleSummary", "true")]
    public void No_program_of_a_submodule_s_configuration_is_started(string key, string value)
    {
        var inner = Path.Combine(_folder.FullName, "sub");
        Git("init", "--quiet", "--template=", inner);
        Commit(inner, "a");
        Git("add", "sub");
        Commit(_folder.FullName, "with it");
        Commit(inner, "b");
        File.WriteAllText(Path.Combine(inner, ".gitattributes"), "* diff=evil filter=evil\n");
        foreach (var named in new[] { "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "core.fsmonitor" })
        {
            Git("-C", inner, "config", named, Evil);
        }

        Git("config", key, value);
        LookAtAll();
        Assert.False(File.Exists(Witness));
    }

    [Theory]
    [InlineData("ssh://x/y")]
    [InlineData("ext::sh -c 'touch WITNESS'")]
    [InlineData("file:///")]
    public void A_commit_that_is_not_there_is_not_fetched(string url)
    {
        Git("config", "core.repositoryFormatVersion", "1");
        Git("config", "extensions.partialClone", "origin");
        Git("config", "remote.origin.url", url.Replace("WITNESS", Witness, StringComparison.Ordinal));
        Git("config", "remote.origin.promisor", "true");
        Git("config", "remote.origin.uploadpack", Evil);
        Git("config", "core.sshCommand", Evil);
        Git("config", "protocol.ext.allow", "always");
        LookAtAll();
        Assert.False(File.Exists(Witness), $"{url} was asked");
    }

    [Fact]
    public void No_hook_is_started()
    {
        foreach (var hook in new[] { "post-index-change", "pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman" })
        {
            var path = Path.Combine(_folder.CreateSubdirectory(".git/hooks").FullName, hook);
            File.WriteAllText(path, $"#!/bin/sh\ntouch {Witness}\n");
            Assert.Equal(0, Syscall.chmod(path, FilePermissions.S_IRUSR | FilePermissions.S_IXUSR));
        }

        LookAtAll();
        Assert.False(File.Exists(Witness));
    }

    [Fact]
    public void Nothing_in_it_is_written()
    {
        var before = Everything();
        LookAtAll();
        Assert.Equal(before, Everything());
    }

    [Theory]
    [InlineData("--upload-pack=x")]
    [InlineData("HEAD")]
    [InlineData("main")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("0000000000000000000000000000000000000000\n")]
    [InlineData("")]
    [InlineData(null)]
    public void Only_a_commits_id_is_a_commit(string? text)
    {
        Assert.False(GitRepository.IsCommit(text));
        Assert.False(Repository().Has(text!));
    }

    [Fact]
    public void The_changes_apply_to_the_commit_that_they_were_made_on_and_to_no_other_text()
    {
        File.WriteAllText(Spec, "name: two\n");
        var repository = Repository();
        var (commit, diff) = (repository.Commit!, repository.Diff()!);
        Assert.True(repository.Has(commit));
        Assert.True(repository.Applies(commit, diff, Index()));
        Assert.False(repository.Applies(commit, diff.Replace("-name: one", "-name: none", StringComparison.Ordinal), Index()));
        Assert.False(repository.Has(new string('1', 40)));
    }

    [Fact]
    public void What_git_refuses_to_look_at_is_said_to_be_not_traced()
    {
        var snapshot = JsonNode.Parse(SourceSnapshot.Of(Spec, new Refusing(), new FileSystem()).Text)!;
        Assert.Equal(("none", "fatal: detected dubious ownership in repository at '/x'"), ((string?)snapshot["version-control"], (string?)snapshot["not-traced"]));
    }

    private void LookAtAll()
    {
        // Another length, so that git does not go by size and time.
        File.WriteAllText(Spec, "name: another\n");
        var source = JsonNode.Parse(SourceSnapshot.Of(Spec, _programs, new FileSystem()).Text)!;
        Assert.Equal(("git", true), ((string?)source["version-control"], (bool)source["dirty"]!));
        var repository = Repository();
        Assert.False(repository.Has(new string('2', 40)));
        Assert.True(repository.Applies(repository.Commit!, (string)source["diff"]!, Index()));
    }

    private void Commit(string repository, string content)
    {
        File.WriteAllText(Path.Combine(repository, "file"), content);
        Git("-C", repository, "add", "file");
        Git("-C", repository, "-c", "user.name=n", "-c", "user.email=e@x", "commit", "--quiet", "--message", content);
    }

    private GitRepository Repository() => GitRepository.Around(_folder.FullName, _programs, out _)!;

    private string Index() => Path.Combine(_scratch.FullName, Guid.NewGuid().ToString("N"));

    private List<string> Everything() =>
        [.. Directory.EnumerateFiles(Path.Combine(_folder.FullName, ".git"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => $"{path} {Convert.ToHexString(File.ReadAllBytes(path))}")];

    private void Git(params string[] arguments) => Assert.Equal(0, _programs.Run("git", ["-C", _folder.FullName, .. arguments])!.ExitCode);

    private sealed class Refusing : IProgramRunner
    {
        public ProgramResult? Run(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null) =>
            new(128, "", "fatal: detected dubious ownership in repository at '/x'\nTo add an exception ...");
    }
}
