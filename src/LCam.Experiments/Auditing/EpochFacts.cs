namespace LCam.Experiments.Auditing;

/// <summary>What a training's rows say of an epoch.</summary>
internal sealed class EpochFacts
{
    private List<RateRun>? _rates;

    public required int Epoch { get; init; }

    public int Steps { get; set; }

    /// <summary>The last step of which anything is told.</summary>
    public long LastStep { get; private set; }

    /// <summary>The learning rates, where they begin and where they change: one run a group in an epoch whose rates stay.</summary>
    public IReadOnlyList<RateRun> Rates => _rates ?? (IReadOnlyList<RateRun>)[];

    /// <summary>Takes in the learning rate of a group at a step behind those before.</summary>
    public void Add(string metric, long step, double rate)
    {
        LastStep = Math.Max(LastStep, step);
        _rates ??= new List<RateRun>(2);
        for (var place = _rates.Count - 1; place >= 0; place--)
        {
            if (_rates[place].Metric == metric)
            {
                if (_rates[place].Rate != rate)
                {
                    break;
                }

                return;
            }
        }

        _rates.Add(new RateRun(metric, step, rate));
    }
}
