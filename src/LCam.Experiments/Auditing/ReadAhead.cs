using System.IO.Abstractions;

namespace LCam.Experiments.Auditing;

/// <summary>
/// Reads a file from its first byte to its last, for the system to have it in memory: whoever then asks for its pages in
/// another order, as a database does, waits for none of them.
/// </summary>
internal static class ReadAhead
{
    private const int Chunk = 1 << 20;

    /// <summary>Reads the file, unless it would take more than half of the memory.</summary>
    /// <returns>The bytes read. What cannot be read is for those to report who need it.</returns>
    public static long Of(IFileSystem fileSystem, string path, long memory)
    {
        try
        {
            using var stream = fileSystem.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            if (stream.Length > memory / 2)
            {
                return 0;
            }

            var (buffer, sum) = (GC.AllocateUninitializedArray<byte>(Chunk), 0L);
            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                sum += read;
            }

            return sum;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
