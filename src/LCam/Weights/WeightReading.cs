using System.Globalization;
using LCam.Files;
using LCam.Problems;

namespace LCam.Weights;

/// <summary>Turns what goes wrong while a weight file is read into problems that name the file.</summary>
internal static class WeightReading
{
    /// <summary>Opens the file and runs <paramref name="read"/>; readers throw <see cref="InvalidDataException"/> for content that is wrong.</summary>
    /// <exception cref="ProblemException">The file is missing, not readable, or wrong.</exception>
    public static T Read<T>(string path, Func<Stream, T> read)
    {
        try
        {
            using var stream = DataFile.OpenRead(path);
            return read(stream);
        }
        catch (ForeignContentException failure)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, failure.Message, ForeignContentException.Remedy), failure);
        }
        catch (InvalidDataException failure)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(path, failure.Message), failure);
        }
        catch (EndOfStreamException failure)
        {
            var problem = new Problem(path, "ends too early", "the file is cut off: fetch or copy it again");
            throw new ProblemException(ProblemKind.InvalidInput, problem, failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such weight file"), failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem(path, $"cannot be read: {failure.Message}"), failure);
        }
    }

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
