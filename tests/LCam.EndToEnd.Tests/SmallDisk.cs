using System.Diagnostics;

namespace LCam.EndToEnd.Tests;

/// <summary>A file system in memory that is soon full; unmounted at the end.</summary>
internal sealed class SmallDisk : IDisposable
{
    private static readonly Lazy<bool> Possible = new(Try);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-disk-");

    /// <param name="kilobytes">Its size.</param>
    public SmallDisk(int kilobytes) => Assert.True(Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={kilobytes}k"), "tmpfs", Folder));

    /// <summary>Whether this process may mount anything.</summary>
    public static bool IsPossible => Possible.Value;

    public string Folder => _folder.FullName;

    /// <summary>Changes its mount options, such as <c>size=64m</c> or <c>ro</c>.</summary>
    public void Remount(string options) => Assert.True(Run("mount", "-o", "remount," + options, Folder));

    public void Dispose()
    {
        Run("umount", "-l", Folder);
        _folder.Delete();
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            return false;
        }

        var folder = Directory.CreateTempSubdirectory("lcam-disk-");
        var mounted = Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.FullName) && Run("umount", folder.FullName);
        folder.Delete();
        return mounted;
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
