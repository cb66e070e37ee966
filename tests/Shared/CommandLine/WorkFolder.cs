namespace LCam.Tests.Shared;

/// <summary>A temporary folder that command lines work in; deleted at the end.</summary>
internal abstract class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-work-");

    /// <summary>The working directory of every invocation.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A path in <see cref="Folder"/>.</summary>
    public string PathOf(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>Everything in <see cref="Folder"/>, as relative paths in order: what an invocation left behind.</summary>
    public IReadOnlyList<string> Files() =>
        [.. Directory.EnumerateFileSystemEntries(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Delete(recursive: true);
}
