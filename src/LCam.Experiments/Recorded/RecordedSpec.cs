using System.IO.Abstractions;
using System.Text.Json.Nodes;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Problems;

namespace LCam.Experiments.Recorded;

/// <summary>Reads the spec of an experiment in a store as it was run, whatever the command line said then.</summary>
public static class RecordedSpec
{
    /// <param name="experiment">What the store knows of it.</param>
    /// <param name="path">Where its file is now.</param>
    /// <exception cref="ProblemException">The file is gone, is not the one that was run, or is wrong by now.</exception>
    public static ExperimentSpec Read(ExperimentRecord experiment, string path, Func<string, string?> environment, IFileSystem fileSystem)
    {
        if (!fileSystem.File.Exists(path) || SpecSources.TextOf(path, fileSystem) != experiment.SpecText)
        {
            throw new ProblemException(
                ProblemKind.InvalidInput, new Problem(path, $"the spec of {experiment.Name} is gone, or is not the one that was run", "restore it, or run the experiment again"));
        }

        var overrides = (StoredJson.Parse(experiment.Resolved)?.AsObject() ?? [])
            .Where(value => IsSet(value.Value))
            .Select(value => $"{value.Key}={(string?)value.Value!["value"]}");
        return SpecReader.Read(path, [.. overrides], environment, fileSystem);
    }

    /// <summary>Whether a resolved value was set on the command line.</summary>
    internal static bool IsSet(JsonNode? value) => ((string?)value?["origin"])?.StartsWith("--set ", StringComparison.Ordinal) == true;
}
