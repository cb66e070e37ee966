namespace LCam.Arrays;

/// <summary>A folder of NumPy arrays.</summary>
public static class ArrayFolder
{
    /// <summary>How the files' names end.</summary>
    public const string Suffix = ".npy";

    /// <summary>The arrays by their names in the folder, ordered; links are not followed.</summary>
    public static IEnumerable<(string Name, string File)> Files(string folder) => Directory
        .EnumerateFiles(folder, "*" + Suffix, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Select(file => (Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), file))
        .OrderBy(file => file.Item1, StringComparer.Ordinal);
}
