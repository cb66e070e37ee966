namespace LCam.Experiments.Crates;

/// <summary>A file that a crate is to have.</summary>
/// <param name="Path">Relative to the crate, with slashes between safe names.</param>
/// <param name="Name">What it is, in a few words.</param>
/// <param name="Format">Its media type.</param>
/// <param name="Write">Writes its text.</param>
internal sealed record CrateFile(string Path, string Name, string Format, Action<TextWriter> Write)
{
    public CrateFile(string path, string name, string format, string text)
        : this(path, name, format, writer => writer.Write(text))
    {
    }

    /// <summary>What metadata call it.</summary>
    public string Id => CratePaths.Id(Path);

    /// <summary>The action that it tells of; null for none.</summary>
    public string? About { get; init; }
}
