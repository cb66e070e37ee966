using System.Globalization;
using LCam.Experiments.Store;

namespace LCam.Experiments.Diagnosis;

/// <summary>The place where results go.</summary>
internal sealed class StoreChecks(string store)
{
    private const double LittleSpaceGiB = 2;

    public IReadOnlyList<(string Name, Func<HealthCheck> Check)> All =>
    [
        ("store", Writable),
        ("file system", FileSystem),
        ("free space", FreeSpace),
    ];

    // The store is not made: the nearest folder above that is there has to be writable.
    private HealthCheck Writable()
    {
        var folder = Nearest();
        var probe = Path.Combine(folder, "." + Path.GetRandomFileName());
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new HealthCheck("store", HealthLevel.Fail, $"{store}: {failure.Message}", "choose a writable folder with --store");
        }

        using var opened = StoreDatabase.OpenReadOnly(store);
        return HealthCheck.Ok("store", opened is null ? $"{store}: can be made" : $"{store}: opens, and is writable");
    }

    private HealthCheck FileSystem()
    {
        var type = File.Exists(MountTable.PathOfTable) ? MountTable.FileSystemOf(Nearest(), File.ReadLines(MountTable.PathOfTable)) : null;
        return type is not null && MountTable.IsNetwork(type)
            ? HealthCheck.Warn("file system", $"{type}, a network file system", "databases may break there: choose a folder on a local disk with --store")
            : HealthCheck.Ok("file system", type ?? "unknown");
    }

    private HealthCheck FreeSpace()
    {
        var gibibytes = new DriveInfo(Nearest()).AvailableFreeSpace / (double)(1L << 30);
        var detail = string.Create(CultureInfo.InvariantCulture, $"{gibibytes:F1} GiB");
        return gibibytes >= LittleSpaceGiB
            ? HealthCheck.Ok("free space", detail)
            : HealthCheck.Warn("free space", detail, "make room, or choose another disk with --store");
    }

    private string Nearest()
    {
        var folder = store;
        while (!Directory.Exists(folder) && !File.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }

        return folder;
    }
}
