namespace LCam.Statistics;

/// <summary>Holm's correction for several tests (Holm 1979): it bounds the chance of any false alarm among all of them.</summary>
public static class Holm
{
    /// <summary>The adjusted p-values, in the order given; NaN stays, and does not count as a test.</summary>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        var order = Enumerable.Range(0, pValues.Count).Where(test => !double.IsNaN(pValues[test])).OrderBy(test => pValues[test]).ToList();
        var adjusted = pValues.ToArray();
        var largest = 0.0;
        foreach (var (place, test) in order.Index())
        {
            largest = Math.Max(largest, Math.Min(1, (order.Count - place) * pValues[test]));
            adjusted[test] = largest;
        }

        return adjusted;
    }
}
