using System.IO.Abstractions.TestingHelpers;
using System.Security.Cryptography;
using LCam.Experiments.Auditing;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>What is said of the folders of runs.</summary>
public sealed class RunFoldersTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly LeftFolder[] Left =
    [
        new("failed", "a", "1", null),
        new("changed", "a", "2", [Artifact("order.json"), Artifact("result.json"), Artifact("deep/gone.json")], ["checkpoints/5.safetensors"]),
        new("held", "b", "1", [Artifact("result.json")]),
        new("gone", "gone", "1", [Artifact("result.json")]),
        new("whole", "whole", "1", [Artifact("deep/result.json"), Artifact("result.json")]),
    ];

    private readonly MockFileSystem _files = new(new Dictionary<string, MockFileData>
    {
        ["/stages/a/lock"] = new(""),
        ["/stages/a/1/result.json"] = new("of a run that failed"),
        ["/stages/a/2/order.json"] = new(""),
        ["/stages/a/2/result.json"] = new("another"),
        ["/stages/a/2/log.txt"] = new("any program may write one"),
        ["/stages/a/2/checkpoints/5.safetensors"] = new("nobody asked"),
        ["/stages/a/2/checkpoints.evil"] = new("named like the folder"),
        ["/stages/a/2/checkpoints/6.safetensors"] = new("never made"),
        ["/stages/a/weights"] = new("beside the runs' folders"),
        ["/stages/weights"] = new("beside the stages' folders"),
        ["/stages/a/2/z.txt"] = new("added"),
        ["/stages/a/2/deep/y.txt"] = new("added"),
        ["/stages/whole/1/result.json"] = new(""),
        ["/stages/whole/1/deep/result.json"] = new(""),
        ["/stages/b/1/result.json"] = new("held by another") { AllowedFileShare = FileShare.None },
        ["/stages/b/7/result.json"] = new("of no run"),
        ["/stages/c/1/result.json"] = new("of no run"),
    });

    [Fact]
    public void Each_difference_of_a_folder_is_told()
    {
        var difference = Differences()["changed"];
        Assert.Equal("deep/gone.json", Assert.Single(difference.Missing).Path);
        var changed = Assert.Single(difference.Changed);
        Assert.Equal(("result.json", Convert.ToHexStringLower(SHA256.HashData("another"u8)), null), (changed.Artifact.Path, changed.Sha256, changed.Failure));
        Assert.Equal(["checkpoints.evil", "checkpoints/6.safetensors", "deep/y.txt", "z.txt"], difference.Added);
    }

    [Fact]
    public void Of_a_folder_that_is_gone_all_files_are_missing() =>
        Assert.Equal(["result.json"], Differences()["gone"].Missing.Select(file => file.Path));

    [Fact]
    public void Of_folders_that_are_as_they_were_nothing_is_told() =>
        Assert.Equal(["changed", "gone", "held"], Differences().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_file_that_cannot_be_read_is_told_of_and_the_others_are_read()
    {
        var file = Assert.Single(Differences()["held"].Changed);
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
    public void Files_beside_the_folders_are_told_of_but_for_a_stages_lock() =>
        Assert.Equal(["a/weights", "weights"], RunFolders.Read(_files, "/stages", Left, whole: true).StrayFiles);

    [Fact]
    public void A_store_without_stages_lacks_every_file()
    {
        var folders = RunFolders.Read(_files, "/elsewhere", Left, whole: true);
        Assert.Equal(["changed", "gone", "held", "whole"], folders.Differences.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(folders.Strays);
    }

    private IReadOnlyDictionary<string, FolderDifference> Differences() => RunFolders.Read(_files, "/stages", Left, whole: true).Differences;

    private static ArtifactRecord Artifact(string path) => new(path, "result", Empty, 0);
}
