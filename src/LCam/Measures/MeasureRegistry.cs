using LCam.Measures.Curves;
using LCam.Problems;

namespace LCam.Measures;

/// <summary>The registered measures. A new one is one class and one line here.</summary>
public static class MeasureRegistry
{
    /// <summary>In the order of tables.</summary>
    public static IReadOnlyList<MeasureRegistration> All { get; } =
    [
        ConfidenceMeasures.AverageDrop,
        ConfidenceMeasures.IncreaseInConfidence,
        ConfidenceMeasures.Top1,
        ConfidenceMeasures.Top5,
        Insertion.Registration,
        Deletion.Registration,
        Coherency.Registration,
        Complexity.Registration,
        AverageDropCoherencyComplexity.Registration,
        Sparseness.Registration,
        PointingGame.Registration,
        EnergyInside.Registration,
        MaskShare.Registration,
        ExplanationTime.Registration,
    ];

    /// <summary>Those of maps that are taken without being asked for.</summary>
    public static IReadOnlyList<MeasureRegistration> TakenByDefault { get; } = [.. All.Where(measure => measure.TakenByDefault)];

    /// <summary>The measure named <paramref name="id"/>; null where none has that name, as one from elsewhere may have none.</summary>
    public static MeasureRegistration? Known(string id) => All.FirstOrDefault(measure => measure.Id == id);

    /// <summary>The measure named <paramref name="id"/>.</summary>
    /// <exception cref="ProblemException">No measure has that name; the nearest is suggested.</exception>
    public static MeasureRegistration Find(string id)
    {
        if (Known(id) is { } found)
        {
            return found;
        }

        var known = All.Select(measure => measure.Id).ToArray();
        var remedy = Suggestion.For(id, known) is { } suggestion ? $"did you mean {suggestion}?" : $"known: {string.Join(", ", known)}";
        throw new ProblemException(ProblemKind.InvalidInput, new Problem("", $"'{id}' is no known measure", remedy));
    }
}
