using LCam.Experiments.Journals;

namespace LCam.Experiments.Stages;

/// <summary>Means of step metrics over an epoch, each image counting once.</summary>
internal sealed class EpochMeans
{
    private readonly SortedDictionary<string, double> _sums = new(StringComparer.Ordinal);
    private long _images;

    public void Add(StepEntry step)
    {
        _images += step.Images;
        foreach (var (name, value) in step.Metrics)
        {
            _sums[name] = _sums.GetValueOrDefault(name) + (value * step.Images);
        }
    }

    public IReadOnlyDictionary<string, double> Take()
    {
        var means = _sums.ToDictionary(sum => sum.Key, sum => sum.Value / _images, StringComparer.Ordinal);
        _sums.Clear();
        _images = 0;
        return means;
    }
}
