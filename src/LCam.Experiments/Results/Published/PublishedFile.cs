using System.Globalization;
using System.IO.Abstractions;
using LCam.Experiments.Specs;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Reading;
using LCam.Experiments.Specs.Yaml;
using LCam.Measures;
using LCam.Problems;

namespace LCam.Experiments.Results.Published;

/// <summary>Reads files of published values. An entry without a value is a place to fill in; one with a value says where it is from.</summary>
public sealed class PublishedFile
{
    private static readonly string[] Coordinates = ["backbone", "method", "percentage", "measure"];
    private static readonly string[] Provenance = ["source", "place", "transcriber", "date"];
    private static readonly string[] Known = [.. Coordinates, "value", .. Provenance];

    private static readonly ValueRule AnyNumber = new(ValueKind.Number);

    private readonly List<Problem> _problems = [];
    private readonly string _path;

    private PublishedFile(string path) => _path = path;

    /// <summary>The entries that have a value, in the order written.</summary>
    /// <exception cref="ProblemException">The file is not there, or something is wrong in it; it has all problems, each with its line.</exception>
    public static IReadOnlyList<PublishedValue> Read(string path, IFileSystem fileSystem)
    {
        if (!fileSystem.File.Exists(path))
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(path, "there is no such file of published values"));
        }

        var file = new PublishedFile(path);
        var values = file.Entries(SpecText.Read(path, fileSystem));
        ProblemException.ThrowIfAny(ProblemKind.InvalidInput, file._problems);
        return values;
    }

    private List<PublishedValue> Entries(string text)
    {
        var root = YamlComposer.Compose(text, line => SpecOrigin.InFile(_path, line), _problems);
        if (root is not MapNode { Entries: [{ Key: "values", Value: ListNode list }] })
        {
            if (root is not null)
            {
                _problems.Add(new Problem(root.Origin.ToString(), "a file of published values has one key, 'values', with a list", "see docs/tables.md"));
            }

            return [];
        }

        var values = list.Items.Select(Entry).OfType<PublishedValue>().ToList();
        foreach (var twice in values.GroupBy(value => (value.Backbone, value.Method, value.Percentage, value.Measure)).Where(same => same.Count() > 1))
        {
            _problems.Add(new Problem(twice.Last().Where, $"the value of {twice.Key.Backbone} {twice.Key.Method} {twice.Key.Measure} is given more than once", $"the first is at {twice.First().Where}"));
        }

        return values;
    }

    private PublishedValue? Entry(SpecNode node)
    {
        var where = node.Origin.ToString();
        if (node is not MapNode map)
        {
            _problems.Add(new Problem(where, $"this is {node.Kind}, where an entry is expected", "for example { backbone: vgg16, method: L-CAM-Fm, ... }"));
            return null;
        }

        foreach (var entry in map.Entries.Where(entry => !Known.Contains(entry.Key)))
        {
            var remedy = Suggestion.For(entry.Key, Known) is { } near ? $"did you mean '{near}'?" : $"known here: {string.Join(", ", Known)}";
            _problems.Add(new Problem(entry.Origin.ToString(), $"unknown key '{entry.Key}'", remedy));
        }

        return Text(map, "value") is { } value ? Filled(map, where, value) : null;
    }

    private PublishedValue? Filled(MapNode map, string where, string value)
    {
        var missing = Coordinates.Where(key => key != "percentage").Concat(Provenance).Where(key => Text(map, key) is null).ToList();
        if (missing.Count > 0)
        {
            _problems.Add(new Problem(where, $"a published value without {string.Join(", ", missing)}", "say where each value is from, or leave 'value' empty"));
        }

        var number = Number(where, "value", value);
        var percentage = Text(map, "percentage") is { } share ? Percentage(where, share) : null;
        var measure = Text(map, "measure");
        if (measure is not null && MeasureRegistry.All.All(known => known.Id != measure))
        {
            var near = Suggestion.For(measure, MeasureRegistry.All.Select(known => known.Id));
            _problems.Add(new Problem(where, $"'{measure}' is no known measure", near is null ? null : $"did you mean '{near}'?"));
        }

        var date = default(DateOnly);
        if (Text(map, "date") is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            _problems.Add(new Problem(where, $"'{day}' is no date", "write it as 2022-12-31"));
        }

        return missing.Count > 0 || number is null
            ? null
            : new PublishedValue(
                Text(map, "backbone")!, Text(map, "method")!, percentage, measure!, number.Value,
                Text(map, "source")!, Text(map, "place")!, Text(map, "transcriber")!, date) { Where = where };
    }

    // Papers name the share that is kept, in percent; specs name the share that is muted.
    private double? Percentage(string where, string text)
    {
        var number = double.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out var read) ? read : double.NaN;
        if (number is >= 0 and <= 1 && !text.EndsWith('%'))
        {
            return number + 0.0;
        }

        _problems.Add(new Problem(where, $"'{text}' is no percentage: it is the share of the map that is muted, from 0 to 1", number is > 0 and <= 100
            ? string.Create(CultureInfo.InvariantCulture, $"where {number} % of the map is kept, write {Math.Round((100 - number) / 100, 12)}")
            : "where 15 % of the map is kept, write 0.85"));
        return null;
    }

    private double? Number(string where, string key, string text)
    {
        if (NumberText.Number(AnyNumber, text) is double number)
        {
            return number;
        }

        _problems.Add(new Problem(where, $"'{text}' is no number, as '{key}' must be", NumberText.Remedy(AnyNumber, text)));
        return null;
    }

    private static string? Text(MapNode map, string key) =>
        map.Find(key) is ScalarNode { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Text) ? scalar.Text : null;
}
