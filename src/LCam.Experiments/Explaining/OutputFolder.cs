using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Explaining;

/// <summary>A folder that gets several files, all of them or none: they are written aside and moved there at the end.</summary>
internal sealed class OutputFolder : IDisposable
{
    private const string Option = "--output";
    private const int NamedFiles = 3;

    private readonly string _folder;
    private readonly bool _created;
    private readonly string _aside;

    private OutputFolder(string folder)
    {
        _folder = folder;
        _created = !Directory.Exists(folder);
        var pictures = Path.Combine(folder, "pictures");
        AsideName.RemoveDead(pictures);
        _aside = AsideName.For(pictures);
        Directory.CreateDirectory(_aside);
    }

    /// <summary>Whether the path can be a folder.</summary>
    /// <exception cref="ProblemException">It, or what it should be in, is a file.</exception>
    public static void Check(string folder)
    {
        if (folder.Length == 0)
        {
            throw Wrong("is empty", "name a folder");
        }

        for (var path = Path.GetFullPath(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                throw Wrong($"{path} is a file, not a folder", "name another folder");
            }
        }
    }

    /// <summary>Whether files may be put into a folder.</summary>
    /// <exception cref="ProblemException">Some are there already and may not be replaced.</exception>
    public static void CheckFiles(string folder, IEnumerable<string> files, bool replace)
    {
        var there = files.Where(file => Path.Exists(Path.Combine(folder, file)) && !(replace && File.Exists(Path.Combine(folder, file)))).ToArray();
        if (there.Length > 0)
        {
            var more = there.Length > NamedFiles ? FormattableString.Invariant($" and {there.Length - NamedFiles} more") : "";
            var which = string.Join(", ", there.Take(NamedFiles)) + more;
            throw Wrong($"{which} {(there.Length > 1 ? "are" : "is")} in {folder} already", "--force replaces files");
        }
    }

    /// <summary>Writes files into a folder, making it where there is none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="write">Writes them into the folder that it is given.</param>
    /// <exception cref="ProblemException">The folder cannot be written to.</exception>
    public static void Fill(string folder, Action<string> write)
    {
        try
        {
            using var output = new OutputFolder(folder);
            write(output._aside);
            foreach (var file in Directory.EnumerateFiles(output._aside).ToArray())
            {
                File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(folder, $"cannot be written: {failure.Message}"), failure);
        }
    }

    public void Dispose()
    {
        Directory.Delete(_aside, recursive: true);
        if (_created && !Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }

    private static ProblemException Wrong(string what, string remedy) =>
        new(ProblemKind.InvalidInput, new Problem(Option, what, remedy));
}
