using LCam.Experiments.Diagnosis;

namespace LCam.Experiments.Tests.Diagnosis;

public sealed class MountTableTests
{
    private static readonly string[] Table =
    [
        "overlay / overlay rw 0 0",
        "server:/home /home nfs4 rw 0 0",
        "/dev/sda1 /home/local ext4 rw 0 0",
        @"//server/share /mnt/my\040data cifs rw 0 0",
        "tmpfs /tmp tmpfs rw 0 0",
        "/dev/sdb1 /tmp ext4 rw 0 0",
        "damaged",
    ];

    [Theory]
    [InlineData("/project/results", "overlay")]
    [InlineData("/home/someone", "nfs4")]
    [InlineData("/homeless", "overlay")]
    [InlineData("/home/local", "ext4")]
    [InlineData("/mnt/my data/store", "cifs")]
    [InlineData("/tmp/x", "ext4")]
    public void The_nearest_and_latest_mount_above_a_path_is_its_file_system(string path, string type) =>
        Assert.Equal(type, MountTable.FileSystemOf(path, Table));

    [Theory]
    [InlineData("nfs4", true)]
    [InlineData("cifs", true)]
    [InlineData("lustre", true)]
    [InlineData("ext4", false)]
    [InlineData("overlay", false)]
    public void Network_file_systems_are_known(string type, bool network) => Assert.Equal(network, MountTable.IsNetwork(type));
}
