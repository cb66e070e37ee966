using LCam.Files;

namespace LCam.Experiments.Outputs;

/// <summary>A kind of file or folder that lcam writes for people, and how it is known again.</summary>
/// <param name="Name">As messages call it.</param>
/// <param name="Wrote">Whether lcam wrote what is at a path. It may throw what reading throws.</param>
/// <param name="IsFolder">Whether it is a folder, which is replaced as a whole.</param>
public sealed record OutputKind(string Name, Func<string, bool> Wrote, bool IsFolder = false)
{
    /// <summary>What a person may have changed since is not looked at beyond this.</summary>
    private const int Looked = 1 << 20;

    /// <summary>A kind of text file that is known by its beginning.</summary>
    /// <param name="wrote">Whether lcam wrote a text, of which it is given the first mebibyte.</param>
    public static OutputKind OfText(string name, Func<string, bool> wrote) => new(name, path => wrote(Beginning(path)));

    internal static string Beginning(TextReader reader)
    {
        var text = new char[Looked];
        return new string(text, 0, reader.ReadBlock(text));
    }

    private static string Beginning(string path)
    {
        using var reader = new StreamReader(DataFile.OpenRead(path));
        return Beginning(reader);
    }
}
