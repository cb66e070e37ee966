using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;

namespace LCam.Experiments.Adopting;

/// <summary>
/// What the store keeps of a past run beside its files and losses, as JSON whose names are data. All but the measured values
/// follows from the files, so that an audit can work it out again.
/// </summary>
internal static class AdoptedRecord
{
    // Findings that rest on what the store has no copy of: published weights, and images.
    private static readonly string[] NotRepeatable = ["adopted-weights", "adopted-claim"];

    private const int Version = 1;

    public static JsonObject Of(AdoptReport report) => new()
    {
        ["format"] = Version,
        ["model"] = report.Model,
        ["architecture"] = report.Run.Architecture.Id,
        ["variant"] = report.Run.Variant.Id,
        ["loss"] = SpecNames.Of(report.Run.Loss),
        ["classes"] = report.Run.Record.Sections[^1].Arguments.Classes,
        ["input-size"] = report.Run.Options.InputSize,
        ["crop-size"] = report.Run.Options.CropSize,
        ["steps-per-epoch"] = report.Run.StepsPerEpoch,
        ["starts"] = Named(report.Run.Record.Sections, section => FormattableString.Invariant($"line {section.Line}"), section => new JsonObject { ["settings"] = Settings(section) }),
        ["snapshots"] = Named(report.Run.Snapshots, snapshot => snapshot.Name, snapshot => new JsonObject
        {
            ["sha256"] = snapshot.Sha256,
            ["epoch"] = snapshot.Facts.Epoch,
            ["global-counter"] = snapshot.Facts.Counter,
            ["arch"] = snapshot.Facts.Architecture,
            ["rates"] = new JsonArray([.. snapshot.Facts.Groups.Select(group => Number(group.Rate))]),
        }),
        ["claims"] = new JsonArray([.. report.Measured.Select(claim => new JsonObject
        {
            ["snapshot"] = claim.Snapshot,
            ["percentage"] = claim.Percentage,
            ["measure"] = claim.Measure,
            ["claimed"] = Number(claim.Claimed),
            ["measured"] = Number(claim.Measured),
            ["tolerance"] = claim.Tolerance,
            ["said-by"] = claim.SaidBy,
        })]),
        ["findings"] = new JsonArray([.. report.Findings.Select(finding => new JsonObject
        {
            ["id"] = finding.Id,
            ["subject"] = finding.Subject,
            ["evidence"] = finding.Evidence,
        })]),
        ["unknown"] = new JsonArray([.. report.Unknown.Select(unknown => new JsonObject { ["name"] = unknown.Name, ["why"] = unknown.Why })]),
    };

    /// <summary>What is left of a record, had it been made without what the store has no copy of: the same of a record and of what is worked out again.</summary>
    public static JsonObject Repeatable(JsonObject record)
    {
        var left = record.DeepClone().AsObject();
        left.Remove("claims");
        left["findings"] = new JsonArray([.. Items(record, "findings").Where(finding => !NotRepeatable.Contains((string?)finding["id"])).Select(finding => finding.DeepClone())]);
        return left;
    }

    /// <summary>The findings that were accepted, as an audit tells of them.</summary>
    public static IEnumerable<JsonObject> Items(JsonObject record, string list) => record[list] is JsonArray items ? items.OfType<JsonObject>() : [];

    /// <summary>The record of a run.</summary>
    /// <exception cref="JsonException">What stands there is none.</exception>
    public static JsonObject Parse(AdoptedRun run) => JsonNode.Parse(run.Record) as JsonObject ?? throw new JsonException($"the record of {run.Id} is no JSON object");

    /// <summary>The name of the last snapshot.</summary>
    public static string Last(JsonObject record) => record["snapshots"]!.AsObject().MaxBy(snapshot => ((long)snapshot.Value!["epoch"]!, (long)snapshot.Value["global-counter"]!)).Key;

    private static JsonObject Settings(RecordSection section) => Named(
        section.Arguments.All, argument => argument.Name, argument => new JsonObject { ["value"] = JsonNode.Parse(argument.Value.GetRawText()), ["known"] = true });

    // By name, and not in a list: then what differs is told by its name.
    private static JsonObject Named<T>(IEnumerable<T> items, Func<T, string> name, Func<T, JsonObject> value)
    {
        var named = new JsonObject();
        foreach (var item in items)
        {
            named[name(item)] = value(item);
        }

        return named;
    }

    // JSON has no number for what is not finite.
    private static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
