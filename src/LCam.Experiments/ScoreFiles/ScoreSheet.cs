using LCam.Experiments.Planning;
using LCam.Experiments.Results;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Measures;
using LCam.Problems;

namespace LCam.Experiments.ScoreFiles;

/// <summary>
/// An experiment's scores as one tidy table: a row for each method, percentage and image, with everything that is known of
/// it. It is read from the store and written row by row, however many rows there are.
/// </summary>
public sealed class ScoreSheet
{
    // Rows between two looks at whether to stop: one method may have a million.
    private const int CheckedEvery = 1 << 16;

    private static readonly string[] MainAxes = ["variant", "loss", "protocol", "seed"];

    private readonly ExperimentSpec _spec;
    private readonly ExperimentStore _store;
    private readonly IReadOnlyList<StoredRow> _rows;
    private readonly string[] _axes;
    private readonly MeasureRegistration[] _measures;

    /// <exception cref="ProblemException">The experiment measures nothing, or nothing of it has been measured yet.</exception>
    public ScoreSheet(ExperimentSpec spec, ExperimentStore store)
    {
        if (spec.Sanity is not null)
        {
            throw new ProblemException(ProblemKind.InvalidInput, new Problem(spec.File, "a sanity check compares maps, and scores no image", "'lcam table --format csv' has its numbers"));
        }

        (_spec, _store) = (spec, store);
        var rows = StoredRows.Of(RowSource.All(spec, CellExpansion.Expand(spec)), spec.Name, store).Rows;
        _rows = [.. rows.Where(row => row.Run is { State: RunState.Succeeded })];
        Missing = [.. rows.Where(row => row.Run is not { State: RunState.Succeeded }).Select(row => $"{row.Source.Label}: {row.WhyMissing("")}")];
        if (_rows.Count == 0)
        {
            throw new ProblemException(ProblemKind.DataMissing, new Problem(spec.File, "nothing of this experiment has been measured yet", "'lcam run' does it"));
        }

        _axes = [.. MainAxes, .. rows.Select(row => row.Source.Cell).OfType<Cell>().SelectMany(StageIdentities.OtherAxes).Select(axis => axis.Key).Distinct()];
        _measures = [.. _rows.SelectMany(row => row.Source.Measures.ToTake(hasObjects: true)).Distinct()];
        Columns =
        [
            .. ScoreFile.Start.TrimEnd(',').Split(',').Select(name => new ScoreColumn(name, ScoreType.Text)),
            .. _axes.Select(axis => new ScoreColumn(axis.Replace('-', '_'), axis == TableDimensions.Seed ? ScoreType.Whole : ScoreType.Text)),
            new("image_index", ScoreType.Whole), new("image", ScoreType.Text), new("label", ScoreType.Whole), new("class", ScoreType.Whole),
            new("confidence", ScoreType.Number), new("label_rank", ScoreType.Whole), new("is_constant", ScoreType.Flag),
            new("percentage", ScoreType.Number), new("masked_confidence", ScoreType.Number), new("masked_label_rank", ScoreType.Whole),
            new("relative_drop", ScoreType.Number), new("increase", ScoreType.Flag),
            .. _measures.Select(measure => new ScoreColumn(CsvFormat.Column(measure.Id), ScoreType.Number)),
        ];
    }

    /// <summary>In their order: the method's coordinates, the image, the percentage's scores, the measures.</summary>
    public IReadOnlyList<ScoreColumn> Columns { get; }

    /// <summary>Methods that were not measured, each with the reason.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Writes all rows, method by method, then by percentage, then in the image list's order.</summary>
    /// <param name="path">Its ending says the format.</param>
    /// <returns>How many there are.</returns>
    public long Write(string path, Stream stream, CancellationToken cancellation)
    {
        using var writer = ScoreFile.Writer(path, stream, Columns);
        var (count, values) = (0L, new ScoreValue[Columns.Count]);
        foreach (var row in _rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = Coordinates(row, values);
            var percentages = row.Source.Percentages.ToHashSet();
            _store.Scores.ReadEach(row.Run!.Id, [.. _measures.Select(measure => measure.Id)], score =>
            {
                if (percentages.Contains(score.Number(ScoreRepository.PercentageColumn)))
                {
                    Scores(score, values.AsSpan(first));
                    writer.Add(values);
                    if (++count % CheckedEvery == 0)
                    {
                        cancellation.ThrowIfCancellationRequested();
                    }
                }
            });
        }

        writer.Complete();
        return count;
    }

    private int Coordinates(StoredRow row, ScoreValue[] values)
    {
        var source = row.Source;
        ScoreValue[] known =
        [
            ScoreValue.Of(_spec.Name), ScoreValue.Of(source.Backbone.Name), ScoreValue.Of(source.Backbone.Architecture), ScoreValue.Of(source.Method),
            ScoreValue.Of(source.Kind.ToString().ToLowerInvariant()), ScoreValue.Of(source.Label), ScoreValue.Of(row.Run!.Id),
            .. _axes.Select(axis => axis == TableDimensions.Seed
                ? ScoreValue.Of(source.Cell is { HasSeed: true } ? source.Cell.Seed : null)
                : ScoreValue.Of(source.Cell is { } cell ? TableDimensions.Of(cell, axis) : null)),
        ];
        known.CopyTo(values, 0);
        return known.Length;
    }

    private static void Scores(RowReader row, Span<ScoreValue> values)
    {
        var (confidence, masked) = (row.Number(4), row.IsNull(8) ? double.NaN : row.Number(8));
        values[0] = ScoreValue.Of(row.Integer(0));
        values[1] = ScoreValue.Of(row.Text(1));
        values[2] = ScoreValue.Of(row.Integer(2));
        values[3] = ScoreValue.Of(row.Integer(3));
        values[4] = ScoreValue.Of(confidence);
        values[5] = ScoreValue.Of(row.Integer(5));
        values[6] = ScoreValue.Of(row.Integer(6) != 0);
        values[7] = ScoreValue.Of(row.Number(ScoreRepository.PercentageColumn));
        values[8] = ScoreValue.Of(masked);
        values[9] = ScoreValue.Of(row.Integer(9));
        values[10] = ScoreValue.Of(Math.Max(0, confidence - masked) / confidence);
        values[11] = ScoreValue.Of(masked > confidence);
        for (var column = ScoreRepository.FirstMeasureColumn; column < row.Columns; column++)
        {
            values[12 + column - ScoreRepository.FirstMeasureColumn] = ScoreValue.Of(row.IsNull(column) ? null : row.Number(column));
        }
    }
}
