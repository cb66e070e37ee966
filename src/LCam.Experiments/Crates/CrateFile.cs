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

    /// <summary>The file whose bytes it has, instead of a text; null for a text.</summary>
    public CrateSource? Source { get; init; }

    /// <summary>What metadata call it.</summary>
    public string Id => CratePaths.Id(Path);

    /// <summary>The action that it tells of; null for none.</summary>
    public string? About { get; init; }
}

/// <summary>A file that goes into a crate as it is.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Sha256">What it has to be.</param>
internal sealed record CrateSource(string Path, string Sha256);
