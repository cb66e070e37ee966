using System.IO.Abstractions;
using System.Text;
using LCam.Experiments.Stages;
using LCam.Experiments.Store;

namespace LCam.Reporting.Contents;

/// <summary>The last lines of a run's log, of however long a log.</summary>
internal static class LogEnd
{
    private const int Lines = 40;
    private const int Bytes = 16_384;

    /// <summary>The lines, oldest first; none where there is no log.</summary>
    public static IReadOnlyList<string> Read(ExperimentStore store, IFileSystem fileSystem, RunRecord run)
    {
        try
        {
            using var stream = fileSystem.FileStream.New(
                new StageFolder(fileSystem, store.Folder, run.StageKey, run.Attempt).LogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var begins = Math.Max(0, stream.Length - Bytes);
            stream.Seek(begins, SeekOrigin.Begin);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var lines = reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

            // The first of a part of a log is the end of a line.
            return [.. lines.Skip(begins > 0 ? 1 : 0).Where((_, line) => lines.Length > 1 || lines[line].Length > 0).TakeLast(Lines)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Not every run has one, and a folder may be gone.
            return [];
        }
    }
}
