using System.IO.Abstractions;
using LCam.Experiments.Journals;
using LCam.Experiments.Resilience;
using LCam.Files;
using LCam.Problems;

namespace LCam.Experiments.Monitoring;

/// <summary>How far a stage is by its journal; of a long one only the lines that matter are parsed.</summary>
/// <param name="Total">Units of work in the stage; 0 while not known.</param>
/// <param name="Unit">What is counted: steps, images or layers.</param>
/// <param name="DoneBefore">Units that were done when the work last began or went on.</param>
/// <param name="Done">Units done.</param>
/// <param name="ImagesPerUnit">Images in a unit, on average over the last ones.</param>
/// <param name="Losses">The last steps' losses, oldest first.</param>
public sealed record JournalGlance(long Total, string Unit, long DoneBefore, long Done, double ImagesPerUnit, IReadOnlyList<double> Losses)
{
    private const int Kept = 60;

    /// <summary>What an absent journal says.</summary>
    public static JournalGlance Nothing { get; } = new(0, "", 0, 0, 1, []);

    /// <summary>Reads a journal that a worker may be writing at the same time.</summary>
    public static JournalGlance Read(IFileSystem fileSystem, string path)
    {
        byte[] bytes;
        try
        {
            if (fileSystem.Disk() is not null)
            {
                DataFile.Require(path);
            }

            using var stream = fileSystem.FileStream.New(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            bytes = memory.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ProblemException)
        {
            // The run may have ended, and been cleared away, since its row was read.
            return Nothing;
        }

        return Parse(bytes);
    }

    private static JournalGlance Parse(byte[] bytes)
    {
        var glance = Nothing;
        var units = 0L;
        var imagesPerLayer = 1;
        var steps = new Queue<(int Start, int Length)>();
        for (var start = 0; Array.IndexOf(bytes, (byte)'\n', start) is var end and >= 0; start = end + 1)
        {
            var line = bytes.AsSpan(start, end - start);
            if (line.StartsWith("{\"type\":\"start\""u8) && JournalLine.Decode(line) is StartEntry begun)
            {
                glance = glance with { Total = begun.Total, Unit = begun.Unit, DoneBefore = begun.Done };
                units = 0;
            }
            else if (line.StartsWith("{\"type\":\"step\""u8))
            {
                units++;
                steps.Enqueue((start, line.Length));
                if (steps.Count > Kept)
                {
                    steps.Dequeue();
                }
            }
            else if (line.StartsWith("{\"type\":\"image\""u8))
            {
                units++;
            }
            else if (line.StartsWith("{\"type\":\"maps\""u8) && JournalLine.Decode(line) is MapsEntry maps)
            {
                units += maps.Classes.Count;
            }
            else if (line.StartsWith("{\"type\":\"layer\""u8) && JournalLine.Decode(line) is LayerEntry layer)
            {
                units++;
                imagesPerLayer = layer.Images.Count;
            }
        }

        var last = steps.Select(place => JournalLine.Decode(bytes.AsSpan(place.Start, place.Length))).OfType<StepEntry>().ToList();
        return glance with
        {
            Done = glance.DoneBefore + units,
            ImagesPerUnit = last.Count == 0 ? imagesPerLayer : last.Average(step => step.Images),
            Losses = [.. last.Where(step => step.Metrics.ContainsKey("loss")).Select(step => step.Metrics["loss"])],
        };
    }
}
