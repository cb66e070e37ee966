namespace LCam.Files;

/// <summary>Where symbolic links lead, as the kernel follows them: <c>..</c> in a link is the folder above the one that it is really in.</summary>
public static class FileLinks
{
    // As many as the kernel follows.
    private const int Most = 40;

    /// <summary>
    /// The full path of a file or folder that is to be replaced. A link at its end stays one: what it leads to is replaced,
    /// or made where nothing is there.
    /// </summary>
    /// <exception cref="IOException">The links lead nowhere.</exception>
    public static string Target(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return FileIdentity.OfLink(full) is { Kind: FileKind.Link } ? Follow(full) : full;
    }

    /// <summary>A full path that leads through no link and ends with no slash.</summary>
    /// <exception cref="IOException">The links lead nowhere.</exception>
    public static string Real(string path) => Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    private static string Follow(string path)
    {
        var (place, links, left) = ("/", 0, new Stack<string>());
        Push(path);
        while (left.TryPop(out var name))
        {
            var next = name switch
            {
                "" or "." => place,
                ".." => Path.GetDirectoryName(place) ?? place,
                _ => Path.Combine(place, name),
            };
            if (name is "" or "." or ".." || FileIdentity.OfLink(next) is not { Kind: FileKind.Link } || new FileInfo(next).LinkTarget is not { } link)
            {
                place = next;
            }
            else if (++links > Most)
            {
                throw new IOException($"too many symbolic links on the way from '{path}'");
            }
            else
            {
                place = link.StartsWith('/') ? "/" : place;
                Push(link);
            }
        }

        return place;

        void Push(string names)
        {
            foreach (var name in names.Split('/').Reverse())
            {
                left.Push(name);
            }
        }
    }
}
