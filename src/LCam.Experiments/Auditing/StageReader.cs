using System.Security.Cryptography;
using System.Text.Json;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Experiments.Auditing;

/// <summary>Reads stages and their settings. Most of a sweep's stages have most settings in common: what these amount to is worked out and kept once.</summary>
internal sealed class StageReader
{
    private readonly Dictionary<(string Architecture, string Variant, string Training), TrainingSchedule> _schedules = [];
    private readonly Dictionary<string, IReadOnlyList<double>> _percentages = new(StringComparer.Ordinal);

    private StageReader()
    {
    }

    /// <summary>All stages by key.</summary>
    public static Dictionary<string, AuditedStage> Read(RowConnection connection)
    {
        var (reader, stages) = (new StageReader(), new Dictionary<string, AuditedStage>(StringComparer.Ordinal));
        using var rows = connection.Read("SELECT key, kind, label, identity FROM stages");
        while (rows.Read())
        {
            var stage = reader.Stage(rows);
            stages.Add(stage.Key, stage);
        }

        return stages;
    }

    private AuditedStage Stage(RowReader row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row.Utf8(3), hash);
        var stage = new AuditedStage { Key = row.Text(0), Kind = row.Shared(1), Label = row.Text(2), IdentityHash = Digest.Of(hash) };
        if (stage.Kind is not ("measure" or "train"))
        {
            return stage;
        }

        var text = new Utf8JsonReader(row.Utf8(3));
        using var settings = JsonDocument.ParseValue(ref text);
        return stage.Kind == "train" ? Training(stage, settings.RootElement) : Evaluation(stage, settings.RootElement);
    }

    private AuditedStage Training(AuditedStage stage, JsonElement settings)
    {
        var (architecture, training) = (settings.GetProperty("backbone").GetProperty("architecture").GetString()!, settings.GetProperty("training"));
        var (variant, text) = (settings.GetProperty("variant").GetString()!, training.GetRawText());
        if (!_schedules.TryGetValue((architecture, variant, text), out var schedule))
        {
            _schedules.Add((architecture, variant, text), schedule = TrainingSchedule.Of(architecture, variant, training));
        }

        return stage with { Schedule = schedule, Seed = CanonicalJson.Integer(settings.GetProperty("seed")) };
    }

    // The settings are canonical JSON: where their key is right, equal texts are equal values.
    private AuditedStage Evaluation(AuditedStage stage, JsonElement settings) => stage with
    {
        Measures = string.Intern(settings.TryGetProperty("measures", out var measures) ? measures.GetRawText() : "null"),
        TrainKey = settings.TryGetProperty("explainer", out var explainer) && explainer.TryGetProperty("stage", out var key) ? key.GetString() : null,
        IsTrainedElsewhere = settings.TryGetProperty("explainer", out var given) && given.TryGetProperty("attention", out _),
        Percentages = settings.TryGetProperty("percentages", out var percentages) ? Percentages(percentages) : null,
        Surroundings = string.Intern(string.Join(",", settings.EnumerateObject().Where(setting => !setting.NameEquals("explainer")))),
    };

    private IReadOnlyList<double> Percentages(JsonElement percentages)
    {
        var text = percentages.GetRawText();
        if (!_percentages.TryGetValue(text, out var values))
        {
            _percentages.Add(text, values = [.. percentages.EnumerateArray().Select(value => value.GetDouble())]);
        }

        return values;
    }
}
