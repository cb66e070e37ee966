using System.Text;
using LCam.Problems;

namespace LCam.Experiments.ScoreFiles;

/// <summary>The formats of scores files, by the end of their names.</summary>
public static class ScoreFile
{
    /// <summary>The first columns, which every scores file has.</summary>
    internal const string Start = "experiment,backbone,architecture,method,kind,cell,run,";

    /// <summary>A Parquet file's note of who wrote it.</summary>
    internal const string Mark = "lcam.scores";

    private const int Head = 1 << 12;
    private const int LongestFooter = 16 << 20;

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    private static string[] Endings => [".csv", ".parquet"];

    /// <exception cref="ProblemException">The name ends as no format's does.</exception>
    public static void CheckName(string where, string path)
    {
        if (!Endings.Contains(Path.GetExtension(path)))
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(where, $"{path} has the ending of no format", $"give a name with {string.Join(" or ", Endings)}"));
        }
    }

    internal static IScoreWriter Writer(string path, Stream stream, IReadOnlyList<ScoreColumn> columns) =>
        Path.GetExtension(path) == ".csv" ? new CsvScoreWriter(stream, columns) : new ParquetScoreWriter(stream, columns);

    /// <summary>Whether lcam wrote a file: a header that begins as this program's, or a Parquet footer with its mark.</summary>
    public static bool Wrote(Stream file)
    {
        var head = new byte[Head];
        var start = head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        if (!start.StartsWith(Magic))
        {
            return start.StartsWith(Encoding.UTF8.GetBytes(Start));
        }

        var end = new byte[sizeof(int) + Magic.Length];
        file.Seek(-end.Length, SeekOrigin.End);
        file.ReadExactly(end);
        var length = BitConverter.ToInt32(end);
        if (length is < 1 or > LongestFooter || length > file.Length - end.Length)
        {
            return false;
        }

        var footer = new byte[length];
        file.Seek(-end.Length - length, SeekOrigin.End);
        file.ReadExactly(footer);
        return footer.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Mark)) >= 0;
    }
}
