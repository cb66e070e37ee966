using System.Text.Json;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>Reads a manifest that anybody may have written, one run at a time, so that all that are wrong are told at once.</summary>
internal static class ManifestReader
{
    private static readonly JsonDocumentOptions Strictly = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private static readonly string[] Keys = ["format", "version", "runs", "experiments"];

    /// <exception cref="ProblemException">It is no manifest, or of a newer program; with all runs and experiments that are none.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ArchiveManifest Read(string archive, byte[] bytes)
    {
        using var document = Parse(bytes);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String
            || !format.ValueEquals(ArchiveManifest.KnownFormat) || !root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number))
        {
            throw RunArchive.Wrong(archive, "this is no archive of runs: its manifest is another program's");
        }

        if (number > ArchiveManifest.CurrentVersion)
        {
            throw RunArchive.Wrong(archive, FormattableString.Invariant($"this archive is of version {number}, and this program knows {ArchiveManifest.CurrentVersion}"), remedy: "use a newer lcam");
        }

        if (number is >= 1 and < ArchiveManifest.CurrentVersion)
        {
            throw RunArchive.Wrong(
                archive, FormattableString.Invariant($"this archive is of version {number}: its stages have keys that this program does not make"), remedy: "look at its runs with the lcam that made it; to have them here, run their specs");
        }

        var problems = root.EnumerateObject().Where(property => !Keys.Contains(property.Name)).Select(property => new Problem(archive, $"{ForeignText.Shown(property.Name)} is unknown in its manifest")).ToList();
        if (number < 1)
        {
            problems.Add(new Problem(archive, FormattableString.Invariant($"its manifest has the impossible version {number}")));
        }

        var runs = All<ArchivedRun>(archive, root, "runs", ArchiveLimits.Runs, run => !run.Files.Contains(null!) && !run.Artifacts.Contains(null!), problems);
        var experiments = All<ArchivedExperiment>(archive, root, "experiments", ArchiveLimits.Experiments, experiment => !experiment.Cells.Contains(null!), problems);
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, problems);
        return new ArchiveManifest(ArchiveManifest.KnownFormat, number, runs, experiments);
    }

    // Half a character in a key is no JsonException to the runtime, which compares all keys.
    private static JsonDocument Parse(byte[] bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes, Strictly);
        }
        catch (InvalidOperationException failure)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    private static List<T> All<T>(string archive, JsonElement root, string name, int most, Func<T, bool> isWhole, List<Problem> problems)
        where T : class
    {
        var read = new List<T>();
        if (!root.TryGetProperty(name, out var items) || items.ValueKind != JsonValueKind.Array || items.GetArrayLength() > most)
        {
            problems.Add(new Problem(archive, FormattableString.Invariant($"its manifest has no list of at most {most} {name}")));
            return read;
        }

        var place = 0;
        foreach (var item in items.EnumerateArray())
        {
            try
            {
                if (item.Deserialize<T>(ArchiveManifest.Options) is { } one && isWhole(one))
                {
                    read.Add(one);
                }
                else
                {
                    problems.Add(new Problem(archive, FormattableString.Invariant($"{name}[{place}] of its manifest is empty, or has an empty entry")));
                }
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException)
            {
                problems.Add(new Problem(archive, FormattableString.Invariant($"{name}[{place}] of its manifest is damaged{Where(failure)}: a value is missing, unknown or of another type")));
            }

            place++;
        }

        return read;
    }

    private static string Where(Exception failure) => failure is JsonException { Path: { } path } ? $" at {ForeignText.Shown(path)}" : "";
}
