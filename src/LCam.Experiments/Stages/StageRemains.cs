using LCam.Files;

namespace LCam.Experiments.Stages;

/// <summary>Files of a run's folder that were never finished. While nobody has the stage's lock, no one will finish them.</summary>
internal static class StageRemains
{
    public static IReadOnlyList<string> Of(StageFolder folder)
    {
        try
        {
            return folder.Exists
                ? [.. folder.FileSystem.Directory.EnumerateFiles(folder.Path, "*" + AsideName.Partial, SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Removes them; the caller has the stage's lock.</summary>
    public static void Clear(IEnumerable<StageFolder> folders)
    {
        foreach (var folder in folders)
        {
            foreach (var path in Of(folder))
            {
                folder.FileSystem.File.Delete(path);
            }
        }
    }
}
