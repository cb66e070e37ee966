using LCam.Models;
using LCam.Weights;

namespace LCam.Training;

/// <summary>
/// The parameter groups of the reference's optimizer: weights, biases, and both again at 100 times the rate. It takes all
/// parameters of the whole model, also those that are frozen, and counts them group by group.
/// </summary>
public sealed class ReferenceOptimizer
{
    private const double NewLayer = 100;

    private readonly TrainingOptions _options;
    private readonly IReadOnlyList<(double Factor, IReadOnlyList<string> Names)> _groups;

    /// <param name="entries">Names of the whole model's state dict, in order.</param>
    public ReferenceOptimizer(IEnumerable<string> entries, IBackboneArchitecture architecture, TrainingOptions options)
    {
        _options = options;
        var names = entries.ToList();
        var weights = names.Where(name => name.EndsWith(".weight", StringComparison.Ordinal)).ToList();
        var biases = names.Where(name => name.EndsWith(".bias", StringComparison.Ordinal)).ToList();
        var isFast = options.Quirks.LearningRateGroups && architecture.Reference is { FastAttentionGroups: true };
        _groups = isFast
            ? [(1, []), (2, []), (NewLayer, weights), (2 * NewLayer, biases)]
            : [(1, weights), (2, biases), (NewLayer, []), (2 * NewLayer, [])];
    }

    /// <summary>The number that the optimizer has for a parameter.</summary>
    public int NumberOf(string name) => _groups.SelectMany(group => group.Names).Index().First(entry => entry.Item == name).Index;

    /// <summary>The groups as they are in an epoch.</summary>
    /// <param name="epoch">0-based.</param>
    /// <param name="begun">The epoch in which this optimizer began: the reference makes a new one when it resumes.</param>
    public IReadOnlyList<SnapshotGroup> Groups(int epoch, int begun = 0)
    {
        var first = 0;
        var groups = new List<SnapshotGroup>();
        foreach (var (factor, names) in _groups)
        {
            groups.Add(new SnapshotGroup(Rate(factor, epoch, begun), _options.Momentum, _options.WeightDecay, _options.Nesterov, [.. Enumerable.Range(first, names.Count)]));
            first += names.Count;
        }

        return groups;
    }

    private double Rate(double factor, int epoch, int begun)
    {
        var options = _options with { DecayFirstEpoch = Math.Max(_options.DecayFirstEpoch, begun) };
        return Schedules.EpochDecay.At(new SchedulePoint(0, 0, epoch), new RateGroup("", factor), options).Rate;
    }
}
