using System.IO.Abstractions;
using LCam.Experiments.Specs.Keys;
using LCam.Experiments.Specs.Yaml;
using LCam.Measures;
using LCam.Problems;
using LCam.Training;

namespace LCam.Experiments.Specs.Reading;

/// <summary>
/// Makes a spec of values, with defaults. Values that were wrong are absent here and already reported, so binding
/// goes on without them: what else is wrong is then reported at the same time.
/// </summary>
internal sealed class SpecBinder(ValueResolver resolver, IFileSystem fileSystem, List<Problem> problems)
{
    private readonly SpecValues _values = resolver.Values;

    public ExperimentSpec Bind(string file)
    {
        foreach (var part in SpecKeys.RequiredMaps.Where(part => !_values.Maps.ContainsKey(part)))
        {
            problems.Add(new Problem(_values.Top.Where(part), $"'{part}' is missing"));
        }

        resolver.List(SpecFiles.ExtendsKey);
        var matrix = new MatrixBinder(resolver, problems);
        var protocol = matrix.ProtocolAxis();
        var data = _values.Maps.ContainsKey("data") ? new DataBinder(resolver, problems).Bind(needsTraining: !_values.Written.Contains(AttentionsBinder.Key)) : new DataSpec();
        var attentions = new AttentionsBinder(resolver, problems).Bind();
        var measures = Measures(data);
        var protocols = protocol.Values.Select(value => SpecNames.Protocols.Parse(value.Text)).ToList();
        var backbones = _values.Maps.ContainsKey("backbones") ? new BackboneBinder(resolver, fileSystem, problems).Bind(data, protocols, attentions) : [];
        return new ExperimentSpec
        {
            File = file,
            Name = resolver.Optional<string>("name") ?? "",
            Description = resolver.Optional<string>("description"),
            Data = data,
            Backbones = backbones,
            Matrix = _values.Maps.ContainsKey("matrix") ? matrix.Bind(protocol) : new MatrixSpec { Axes = [], Percentages = [], Exclude = [], Include = [] },
            Attentions = attentions,
            Explainers = new ExplainersBinder(resolver, problems).Bind(backbones),
            Measures = measures,
            KeepMaps = SpecNames.KeptMaps.Parse(resolver.Value("keep-maps", "costly")),
            Sanity = Sanity(),
            Execution = Execution(),
            Evaluation = Evaluation(protocols, measures),
            Table = resolver.Optional<SpecPath>("output.table"),
            Tables = new TableBinder(resolver, problems, measures).Bind(),
            Plot = resolver.Optional<SpecPath>("output.plot"),
            Store = resolver.Optional<SpecPath>("output.store"),
            Inputs = Inputs(),
            Resolved = resolver.Resolved,
            Origins = resolver.Origins,
            UnresolvedPaths = resolver.UnresolvedPaths,
        };
    }

    private Dictionary<string, SpecPath> Inputs() => _values.Scalars
        .Where(scalar => !scalar.Key.StartsWith("output.", StringComparison.Ordinal) && !IsTableOutput(scalar.Key))
        .Where(scalar => scalar.Value.Value is SpecPath)
        .ToDictionary(scalar => scalar.Key, scalar => (SpecPath)scalar.Value.Value, StringComparer.Ordinal);

    private static bool IsTableOutput(string key) => key.StartsWith("tables.", StringComparison.Ordinal) && key.EndsWith(".output", StringComparison.Ordinal);

    private string[] Measures(DataSpec data)
    {
        var ids = resolver.List("measures");
        var hasObjects = data.Shapes is not null || data.Evaluation is null or { Masks: not null };
        foreach (var id in ids.Where(id => !hasObjects && MeasureRegistry.Find(id.Text).NeedsObjects))
        {
            problems.Add(new Problem(id.Where, $"'{id.Text}' needs to know where the objects are", "give data.evaluation.masks"));
        }

        if (ids.Count == 0)
        {
            resolver.Note("measures", KeyTree.Root.Children["measures"].Key!.Default, SpecOrigin.OfDefault());
        }

        return [.. ids.Select(id => id.Text)];
    }

    private SanitySpec? Sanity()
    {
        if (!_values.Maps.ContainsKey("sanity"))
        {
            OnlyFor("a sanity check", "give 'sanity'", "output.plot");
            return null;
        }

        OnlyFor("an experiment that measures", "a sanity check has no masking: leave it out", "measures", "matrix.percentage", "evaluation.curve-steps", "keep-maps");
        OnlyFor("an experiment that measures", "a sanity check has one table", [.. _values.NamesUnder("tables").Select(name => $"tables.{name}")]);
        var images = resolver.OptionalWhole("sanity.images");
        NoteDefault("sanity.images", "all");
        return new SanitySpec(images, resolver.Value("sanity.seed", 1L));
    }

    // A key without effect is a mistake of whoever wrote it.
    private void OnlyFor(string kind, string remedy, params string[] paths) =>
        problems.AddRange(paths.Where(path => _values.Written.Contains(path) || _values.Maps.ContainsKey(path)).Select(path => new Problem(_values.Where(path), $"'{path}' is for {kind}", remedy)));

    private ExecutionOptions Execution() => new()
    {
        CheckpointEvery = resolver.Whole("training.checkpoint-every", 500),
        CheckpointSeconds = resolver.Whole("training.checkpoint-seconds", 60),
        DisplayInterval = resolver.Whole("training.display-interval", 40),
        Workers = resolver.Whole("training.workers", 0),
        Resume = resolver.Value("training.resume", true),
    };

    private EvaluationSpec Evaluation(IEnumerable<Protocol> protocols, IReadOnlyList<string> measures)
    {
        var bound = new EvaluationSpec
        {
            BatchSize = resolver.Whole("evaluation.batch-size", 1),
            InputSize = resolver.OptionalWhole("evaluation.input-size"),
            CropSize = resolver.OptionalWhole("evaluation.crop-size"),
            ConstantMap = resolver.Optional<string>("evaluation.constant-map") is { } rule ? SpecNames.ConstantMaps.Parse(rule) : null,
            Map = SpecNames.Maps.Parse(resolver.Value("evaluation.map", "pre-sigmoid")),
            Measures = new MeasureOptions { Ids = measures, CurveSteps = resolver.OptionalWhole("evaluation.curve-steps") },
        };
        NoteDefault("evaluation.curve-steps", "evaluation.crop-size");
        NoteDefault("evaluation.input-size", "training.input-size");
        NoteDefault("evaluation.crop-size", "training.crop-size");
        NoteDefault("evaluation.constant-map", string.Join(", ", protocols.Select(protocol => $"{SpecNames.Of(protocol)}: {SpecNames.Of(EvaluationSpec.ConstantMapOf(protocol))}")));
        return bound;
    }

    private void NoteDefault(string path, string text)
    {
        if (!_values.Scalars.ContainsKey(path))
        {
            resolver.Note(path, text, SpecOrigin.OfDefault());
        }
    }
}
