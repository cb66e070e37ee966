namespace LCam.Experiments.Explaining;

/// <summary>Short names for image files, by which what belongs to them is called.</summary>
internal static class ImageNames
{
    /// <summary>
    /// For each file its name without the extension; those that would be called alike get the extension, then folder by
    /// folder what is before it, until all differ.
    /// </summary>
    /// <param name="paths">All different, absolute.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths)
    {
        var depths = new int[paths.Count];
        while (true)
        {
            var names = paths.Select((path, index) => Name(path, depths[index])).ToArray();
            var alike = Enumerable.Range(0, names.Length)
                .GroupBy(index => names[index], StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
                .SelectMany(group => group)
                .Where(index => depths[index] <= Segments(paths[index]).Length)
                .ToArray();
            if (alike.Length == 0)
            {
                return Numbered(names);
            }

            foreach (var index in alike)
            {
                depths[index]++;
            }
        }
    }

    private static string Name(string path, int depth) =>
        depth == 0 ? Path.GetFileNameWithoutExtension(path) : string.Join('-', Segments(path).TakeLast(depth));

    private static string[] Segments(string path) => path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);

    // Paths such as a/b-c and a-b/c are alike however much of them is taken.
    private static string[] Numbered(string[] names)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return [.. names.Select(name =>
        {
            var (unique, number) = (name, 2);
            while (!used.Add(unique))
            {
                unique = FormattableString.Invariant($"{name}-{number++}");
            }

            return unique;
        })];
    }
}
