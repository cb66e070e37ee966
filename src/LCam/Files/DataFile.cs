using System.Globalization;
using System.Text;
using LCam.Problems;

namespace LCam.Files;

/// <summary>
/// Reads files that came from elsewhere. Only a regular file is opened: reading a pipe would wait for ever, and a device
/// never ends. What is larger than the reader's stated limit is refused before a byte of it is read.
/// </summary>
public static class DataFile
{
    /// <summary>Opens a regular file of at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="ProblemException">It is no regular file, or too large (<see cref="ProblemKind.InvalidInput"/>).</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static FileStream OpenRead(string path, long limit = long.MaxValue)
    {
        Require(path);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.Length <= limit)
        {
            return stream;
        }

        var bytes = stream.Length;
        stream.Dispose();
        throw Wrong(path, string.Create(CultureInfo.InvariantCulture, $"the file has {bytes} bytes, and {limit} is the limit"));
    }

    /// <summary>The text of a regular file of at most <paramref name="limit"/> bytes, as UTF-8 unless its first bytes say otherwise.</summary>
    /// <exception cref="ProblemException">As for <see cref="OpenRead"/>.</exception>
    public static string ReadText(string path, long limit)
    {
        using var reader = new StreamReader(OpenRead(path, limit), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a regular file of at most <paramref name="limit"/> bytes, as UTF-8 unless its first bytes say otherwise; CR, LF or both end one.</summary>
    /// <param name="longest">Characters that a line may have: memory is taken for one line at a time.</param>
    /// <exception cref="ProblemException">As for <see cref="OpenRead"/>; or a line is longer.</exception>
    public static IEnumerable<string> ReadLines(string path, long limit, int longest)
    {
        using var reader = new StreamReader(OpenRead(path, limit), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var (line, number, afterReturn) = (new StringBuilder(), 1, false);
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            if (next is '\r' || (next is '\n' && !afterReturn))
            {
                yield return line.ToString();
                line.Clear();
                number++;
            }
            else if (next is not '\n')
            {
                line.Append((char)next);
            }

            afterReturn = next is '\r';
            if (line.Length > longest)
            {
                throw Wrong(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}"), string.Create(CultureInfo.InvariantCulture, $"the line has more than {longest} characters"));
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    /// <summary>The bytes of a regular file of at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="ProblemException">As for <see cref="OpenRead"/>.</exception>
    public static byte[] ReadBytes(string path, long limit)
    {
        using var stream = OpenRead(path, limit);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Refuses what is there and no regular file. What is not there is for the opening to tell.</summary>
    /// <exception cref="ProblemException">It is a folder, pipe, socket or device.</exception>
    public static void Require(string path)
    {
        // The full path is the one that will be opened: the runtime takes ".." for text, the kernel does not.
        if (FileIdentity.Of(Path.GetFullPath(path)) is { Kind: not FileKind.Regular } other)
        {
            throw Wrong(path, $"expected a regular file, found a {Word(other.Kind)}");
        }
    }

    /// <summary>A kind as messages call it.</summary>
    public static string Word(FileKind kind) => kind switch
    {
        FileKind.Regular => "regular file",
        FileKind.Folder => "folder",
        FileKind.Link => "symbolic link",
        FileKind.Pipe => "pipe",
        FileKind.Socket => "socket",
        _ => "device",
    };

    private static ProblemException Wrong(string path, string what) => new(ProblemKind.InvalidInput, new Problem(path, what));
}
