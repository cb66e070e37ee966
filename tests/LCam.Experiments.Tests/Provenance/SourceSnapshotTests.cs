using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;

namespace LCam.Experiments.Tests.Provenance;

public sealed class SourceSnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-source-");
    private readonly ProgramRunner _programs = new();

    private string Spec => Path.Combine(_folder.FullName, "spec.yaml");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_changed_folder_is_known_by_its_commit_and_the_change_itself()
    {
        File.WriteAllText(Spec, "name: one\n");
        Git("init", "--quiet", "--initial-branch", "main");
        Git("add", "spec.yaml");
        Git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "--quiet", "--message", "one");
        var clean = Snapshot();
        Assert.Equal((40, "main", false), (((string)clean["commit"]!).Length, (string?)clean["branch"], (bool)clean["dirty"]!));

        File.WriteAllText(Spec, "name: two\n");
        var dirty = Snapshot();
        Assert.Equal((string?)clean["commit"], (string?)dirty["commit"]);
        Assert.True((bool)dirty["dirty"]!);
        Assert.Contains("+name: two", (string)dirty["diff"]!, StringComparison.Ordinal);
        Assert.Equal(ContentAddress.Of((string)dirty["diff"]!), (string?)dirty["diff-sha256"]);
    }

    [Fact]
    public void Without_git_or_a_repository_that_is_what_it_says()
    {
        Assert.Equal("none", (string?)JsonNode.Parse(SourceSnapshot.Of(Spec, new NoPrograms(), new FileSystem()).Text)!["version-control"]);
    }

    [Fact]
    public void What_git_does_not_tell_of_changes_may_be_changed_and_names_no_file()
    {
        var silent = JsonNode.Parse(SourceSnapshot.Of(Spec, new NoStatus(), new FileSystem()).Text)!;
        Assert.Equal((true, 0), ((bool)silent["dirty"]!, silent["changed-files"]!.AsArray().Count));
    }

    [Fact]
    public void The_files_that_a_spec_extends_are_there_by_their_hashes_and_a_spec_that_extends_none_says_nothing()
    {
        var extending = JsonNode.Parse(SourceSnapshot.Of(Spec, new NoPrograms(), new FileSystem(), ("parts/b.yaml", "abc"), ("a.yaml", "def")).Text)!;
        Assert.Equal("""{"a.yaml":"def","parts/b.yaml":"abc"}""", extending["extends"]!.ToJsonString());
        Assert.Null(JsonNode.Parse(SourceSnapshot.Of(Spec, new NoPrograms(), new FileSystem()).Text)!["extends"]);
    }

    private JsonNode Snapshot() => JsonNode.Parse(SourceSnapshot.Of(Spec, _programs, new FileSystem()).Text)!;

    private void Git(params string[] arguments) => Assert.Equal(0, _programs.Run("git", ["-C", _folder.FullName, .. arguments])!.ExitCode);

    private sealed class NoStatus : IProgramRunner
    {
        public ProgramResult? Run(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null) =>
            arguments.Contains("status") ? new(ProgramResult.Ended, "", "it took too long") : new(0, "/root\n", "");
    }

    private sealed class NoPrograms : IProgramRunner
    {
        public ProgramResult? Run(string program, IReadOnlyList<string> arguments, string? input = null, IReadOnlyDictionary<string, string>? environment = null) => null;
    }
}
