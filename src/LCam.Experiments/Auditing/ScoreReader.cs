using System.Text;
using LCam.Evaluation;
using LCam.Experiments.Store;
using LCam.Measures;

namespace LCam.Experiments.Auditing;

/// <summary>
/// Works out what a run's scores amount to from its rows as they come: in the order in which, and with the same
/// operations by which, the summary beside them was, so that both have the same bits.
/// </summary>
internal sealed class ScoreReader : IDisposable
{
    private const int Top5 = 5;

    private readonly HashBuffer _list = new();
    private readonly List<(int Index, double Confidence, int Rank, bool IsDegenerate)> _images = [];
    private readonly List<ConfidenceSummary> _percentages = [];
    private readonly List<MeasureSummary> _measures = [];
    private (double Top1, double Top5, int Degenerate) _clean;
    private (double Percentage, int Images, double Drop, double Increase, double Top1, double Top5) _masked;
    private (string Id, double? Undefined, double Sum, int Defined, int Measured) _measure;

    /// <summary>Takes in an image: index, path, label, class, confidence, rank, degenerate.</summary>
    public void Image(RowReader row, RunFacts facts)
    {
        var (index, confidence, rank) = ((int)row.Integer(1), row.Number(5), (int)row.Integer(6));
        AddToList(row.Utf8(2), row.Integer(3));
        if (index != _images.Count)
        {
            facts.Gap ??= FormattableString.Invariant($"image {_images.Count} of the list is missing");
        }

        Confidence(facts, index, row.IsNull(5) ? double.NaN : confidence);
        var isDegenerate = row.Integer(7) != 0;
        _images.Add((index, confidence, rank, isDegenerate));
        _clean = (_clean.Top1 + Share(rank < 1), _clean.Top5 + Share(rank < Top5), _clean.Degenerate + (isDegenerate ? 1 : 0));
    }

    /// <summary>Takes in a score: percentage, image, confidence, rank.</summary>
    public void Score(RowReader row, RunFacts facts)
    {
        var percentage = row.Number(1);
        if (_masked.Images == 0 || percentage != _masked.Percentage)
        {
            TakePercentage(facts);
            _masked = (percentage, 0, 0, 0, 0, 0);
        }

        var (index, after, rank) = ((int)row.Integer(2), row.IsNull(3) ? double.NaN : row.Number(3), (int)row.Integer(4));
        if (_masked.Images >= _images.Count || _images[_masked.Images].Index != index)
        {
            facts.Gap ??= FormattableString.Invariant($"the score of image {index} at percentage {percentage} has no image, or one before it is missing");
            _masked.Images++;
            return;
        }

        // A constant map, which the reference makes 0/0, leaves no image to have a confidence of.
        if (!double.IsNaN(after) || !_images[_masked.Images].IsDegenerate)
        {
            Confidence(facts, index, after);
        }

        var before = _images[_masked.Images].Confidence;
        _masked = (
            percentage,
            _masked.Images + 1,
            _masked.Drop + (100 * Math.Max(0, before - after) / before),
            _masked.Increase + Share(after > before),
            _masked.Top1 + Share(rank < 1),
            _masked.Top5 + Share(rank < Top5));
    }

    /// <summary>Takes in a measure's value: measure, image, value.</summary>
    public void Measure(RowReader row, RunFacts facts)
    {
        if (_measure.Measured == 0 || !row.Utf8(1).SequenceEqual(Encoding.UTF8.GetBytes(_measure.Id)))
        {
            TakeMeasure();
            var id = row.Text(1);
            _measure = (id, MeasureRegistry.Known(id)?.UndefinedCountsAs, 0, 0, 0);
        }

        var value = row.IsNull(3) ? _measure.Undefined : row.Number(3);
        _measure = _measure with { Sum = _measure.Sum + (value ?? 0), Defined = _measure.Defined + (value is null ? 0 : 1), Measured = _measure.Measured + 1 };
    }

    /// <summary>Holds what the run's scores amount to against the summary beside them, and begins anew.</summary>
    /// <param name="isKept">Whether there is one.</param>
    /// <param name="kept">Its text in UTF-8.</param>
    public void Finish(RunFacts facts, bool isKept, ReadOnlySpan<byte> kept)
    {
        TakePercentage(facts);
        TakeMeasure();
        facts.Images = _images.Count;
        byte[]? expected = null;
        if (_images.Count > 0)
        {
            facts.ListDigest = _list.Take();
            expected = Summary().Utf8();
        }

        if (isKept != expected is not null || !kept.SequenceEqual(expected))
        {
            facts.SummaryDifference = (isKept ? Encoding.UTF8.GetString(kept) : null, expected is null ? null : Encoding.UTF8.GetString(expected));
        }

        _images.Clear();
        _percentages.Clear();
        _measures.Clear();
        _clean = default;
    }

    /// <summary>The digest that a list of images has in <see cref="RunFacts.ListDigest"/>.</summary>
    public static Digest ListDigest(IEnumerable<(string Path, int Label)> images)
    {
        using var reader = new ScoreReader();
        foreach (var (path, label) in images)
        {
            reader.AddToList(Encoding.UTF8.GetBytes(path), label);
        }

        return reader._list.Take();
    }

    public void Dispose() => _list.Dispose();

    private static double Share(bool counts) => counts ? 100.0 : 0.0;

    private static void Confidence(RunFacts facts, int index, double confidence)
    {
        if (confidence is not (>= 0 and <= 1))
        {
            facts.ImpossibleConfidence ??= FormattableString.Invariant($"image {index} has confidence {confidence}");
        }
    }

    private ScoreSummary Summary() => new()
    {
        Percentages = _percentages,
        Measures = _measures,
    };

    private void AddToList(ReadOnlySpan<byte> path, long label)
    {
        _list.Add(path);
        _list.Add((byte)0);
        _list.Add(label);
    }

    private void TakePercentage(RunFacts facts)
    {
        if (_masked.Images == 0)
        {
            return;
        }

        var count = _masked.Images;
        if (count != _images.Count)
        {
            facts.Gap ??= FormattableString.Invariant($"{count} images are scored at percentage {_masked.Percentage}, of {_images.Count}");
        }

        facts.Add(_masked.Percentage);
        _percentages.Add(new ConfidenceSummary
        {
            Percentage = _masked.Percentage,
            Images = _images.Count,
            DegenerateMaps = _clean.Degenerate,
            AverageDrop = _masked.Drop / count,
            IncreaseInConfidence = _masked.Increase / count,
            Top1Before = _clean.Top1 / count,
            Top5Before = _clean.Top5 / count,
            Top1After = _masked.Top1 / count,
            Top5After = _masked.Top5 / count,
        });
        _masked = default;
    }

    private void TakeMeasure()
    {
        if (_measure.Measured > 0)
        {
            _measures.Add(new MeasureSummary(_measure.Id, _measure.Defined == 0 ? null : _measure.Sum / _measure.Defined, _measure.Defined, _measure.Measured));
        }

        _measure = default;
    }
}
