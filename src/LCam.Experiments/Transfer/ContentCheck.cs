using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Journals;
using LCam.Experiments.Planning;
using LCam.Experiments.Stages;
using LCam.Problems;

namespace LCam.Experiments.Transfer;

/// <summary>Whether the files of a run that a store reads are its own: what was ordered, how it ended, what was measured.</summary>
internal sealed class ContentCheck(ArchivedRun archived)
{
    /// <summary>Whether a file's content is looked at.</summary>
    public static bool Reads(ArchivedFile file) => file.Path is KnownFile.Order or KnownFile.Result or KnownFile.Journal;

    /// <summary>What is wrong with a file's content; null where nothing is.</summary>
    public string? Problem(ArchivedFile file, ReadOnlySpan<byte> content)
    {
        try
        {
            return file.Path switch
            {
                KnownFile.Order => Order(Encoding.UTF8.GetString(content)) ?? Format(file.Path, content, RunFormat.FirstOfOrders),
                KnownFile.Result => Format(file.Path, content, first: 1) ?? Result(StageFolder.Parse<StageResult>(content)),
                _ => new JournalCheck(Kind, Percentages()).Problem(content),
            };
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return "it is no JSON of its kind";
        }
    }

    private static string? Format(string path, ReadOnlySpan<byte> content, int first)
    {
        try
        {
            RunFormat.Require(path, content, first);
            return null;
        }
        catch (ProblemException failure)
        {
            return failure.Problems[0].What;
        }
    }

    private StageKind Kind => StageKinds.Parse(archived.Stage.Kind)!.Value;

    // What else an order has, versions of the program add to: whoever executes it again reads it all.
    private string? Order(string text) => ForeignJson.Map(text) is not { } order ? "it is no JSON map"
        : Word(order, "key") != archived.Stage.Key ? "it orders another stage"
        : Word(order, "kind") != archived.Stage.Kind ? "it orders a stage of another kind"
        : null;

    private static string? Word(JsonObject map, string key) => map[key] is JsonValue value && value.TryGetValue<string>(out var word) ? word : null;

    private string? Result(StageResult result) => result.Failure is not null ? "it tells of a failure"
        : result.Artifacts is null || result.Artifacts.Contains(null!) ? "it does not tell which files the run left"
        : result.Artifacts.All(left => archived.Artifacts.Any(artifact => artifact.Path == left.Path && artifact.Sha256 == left.Sha256 && artifact.Bytes == left.Bytes)) ? null
        : "it tells of a file that the run did not leave";

    private List<double> Percentages() => ForeignJson.Map(archived.Stage.Identity)?["percentages"] is JsonArray shares ? [.. shares.Select(share => (double)share!)] : [];
}
