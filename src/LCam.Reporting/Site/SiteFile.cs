namespace LCam.Reporting.Site;

/// <summary>A file of the site that is no page, such as a picture.</summary>
/// <param name="Path">Relative to the site's folder, with slashes.</param>
/// <param name="Bytes">Gives its content, when it is written or asked for.</param>
public sealed record SiteFile(string Path, Func<byte[]> Bytes)
{
    /// <summary>A file that the program brings along.</summary>
    /// <param name="name">Among the assets.</param>
    internal static SiteFile Embedded(string path, string name) => new(path, () =>
    {
        using var stream = typeof(SiteFile).Assembly.GetManifestResourceStream(name)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    });
}
