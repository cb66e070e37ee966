using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Auditing;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>What is said of the folders of runs.</summary>
public sealed class RunFoldersTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly Dictionary<string, List<ArtifactRecord>?> Left = new(StringComparer.Ordinal)
    {
        ["a/1"] = null,
        ["a/2"] = [Artifact("result.json"), Artifact("deep/gone.json")],
        ["b/1"] = [Artifact("result.json")],
        ["gone/1"] = [Artifact("result.json")],
    };

    private readonly MockFileSystem _files = new(new Dictionary<string, MockFileData>
    {
        ["/stages/a/lock"] = new(""),
        ["/stages/a/1/result.json"] = new("of a run that failed"),
        ["/stages/a/2/result.json"] = new(""),
        ["/stages/a/2/checkpoints/5.safetensors"] = new("nobody asked"),
        ["/stages/b/1/result.json"] = new("held by another") { AllowedFileShare = FileShare.None },
        ["/stages/b/7/result.json"] = new("of no run"),
        ["/stages/c/1/result.json"] = new("of no run"),
    });

    [Fact]
    public void Files_that_runs_left_are_hashed_and_others_named()
    {
        var folders = RunFolders.Read(_files, "/stages", Left, whole: true);
        Assert.Equal(["a/2", "b/1"], folders.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            [("checkpoints/5.safetensors", new RunFile(null, null)), ("result.json", new RunFile(Empty, null))],
            folders.Files["a/2"].OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (file.Key, file.Value)));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_told_of_and_the_others_are_read()
    {
        var file = RunFolders.Read(_files, "/stages", Left, whole: true).Files["b/1"]["result.json"];
        Assert.Null(file.Sha256);
        Assert.NotEmpty(file.Failure!);
    }

    [Fact]
    public void Folders_of_no_run_are_looked_for_in_the_whole_store()
    {
        Assert.Equal(["b/7", "c/1"], RunFolders.Read(_files, "/stages", Left, whole: true).Strays);
        Assert.DoesNotContain("c/1", RunFolders.Read(_files, "/stages", Left, whole: false).Strays);
    }

    [Fact]
    public void A_store_without_stages_has_no_folders()
    {
        var folders = RunFolders.Read(_files, "/elsewhere", Left, whole: true);
        Assert.Empty(folders.Files);
        Assert.Empty(folders.Strays);
    }

    private static ArtifactRecord Artifact(string path) => new(path, "result", Empty, 0);
}
