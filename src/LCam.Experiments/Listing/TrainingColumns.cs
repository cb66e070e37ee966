using System.Text.Json.Nodes;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Reading;
using LCam.Experiments.Store;

namespace LCam.Experiments.Listing;

/// <summary>
/// The settings of trainings as columns, under the names that they have as axes. They are read from the training's
/// identity, which says what was computed: the spec may have changed since.
/// </summary>
internal static class TrainingColumns
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. TrainingKeys.All.Select(key => key.Name)];

    private static readonly HashSet<string> Flags = [.. TrainingKeys.All.Where(key => key.Rule == ValueRule.Flag).Select(key => key.Name)];

    /// <summary>Whether a setting is a number, not yes or no.</summary>
    public static bool IsNumber(string column) => All.Contains(column) && !Flags.Contains(column);

    /// <summary>A train stage's settings by column; none where its identity says nothing of them, as of a training that was adopted.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(StageRecord stage)
    {
        if (StoredJson.Parse(stage.Identity) is not JsonObject identity || identity["training"] is not JsonObject training)
        {
            yield break;
        }

        foreach (var column in All)
        {
            if (Value(training, column) is { } value)
            {
                yield return KeyValuePair.Create(column, value);
            }
        }
    }

    // A group is an object within (losses.area), or a part of the name (decay-factor).
    private static string? Value(JsonObject training, string column)
    {
        var parts = column.Split('.');
        var value = parts.Length == 2 && training[parts[0]] is JsonObject group ? group[parts[1]] : training[string.Join('-', parts)];
        return value is not JsonValue single ? null
            : single.TryGetValue(out bool flag) ? SpecScalar.TextOf(flag)
            : single.TryGetValue(out double number) ? SpecScalar.TextOf(number)
            : null;
    }
}
