namespace LCam.Reporting.Contents;

/// <summary>How numbers are distributed. Those that are no number are counted apart.</summary>
public sealed record Distribution
{
    private readonly double[] _sorted;

    public Distribution(IEnumerable<double> values)
    {
        var all = values.ToList();
        _sorted = [.. all.Where(double.IsFinite).Order()];
        Undefined = all.Count - _sorted.Length;
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => _sorted.Length;

    /// <summary>How many are no number.</summary>
    public int Undefined { get; }

    /// <summary>NaN of none, and where one is no number: as average drop has it.</summary>
    public double Mean => Undefined > 0 || Count == 0 ? double.NaN : _sorted.Average();

    /// <summary>A quantile, linear between the two nearest numbers; NaN of none.</summary>
    /// <param name="share">In [0,1].</param>
    public double Quantile(double share)
    {
        if (Count == 0)
        {
            return double.NaN;
        }

        var place = share * (Count - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, Count - 1);
        return _sorted[below] + ((place - below) * (_sorted[above] - _sorted[below]));
    }

    /// <summary>The share of numbers for which something holds, in percent; NaN of none.</summary>
    public double Percent(Func<double, bool> holds) => Count == 0 ? double.NaN : 100.0 * _sorted.Count(holds) / Count;
}
