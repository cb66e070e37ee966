namespace LCam.Training;

/// <summary>
/// What <c>torch.optim.SGD</c> makes of a number whose gradient is always 0: weight decay alone moves it. With the penalty
/// d, the momentum m and the rate r a step is v = m v + d w, then w = w - r (d w + m v) with Nesterov, w - r v without. It is
/// linear, so all such numbers of a parameter shrink by one factor, whatever they are. Both are shares of the first number.
/// </summary>
/// <param name="Weight">The number; it begins at 1.</param>
/// <param name="Momentum">Its momentum.</param>
public readonly record struct GradientFreeDescent(double Weight, double Momentum)
{
    /// <summary>Before the first step.</summary>
    public static GradientFreeDescent Beginning { get; } = new(1, 0);

    /// <summary>After some steps at one rate: a power of the step's matrix, so that no number of steps takes long.</summary>
    public GradientFreeDescent After(long steps, double rate, double momentum, double weightDecay, bool nesterov)
    {
        var look = nesterov ? momentum : 1;
        var step = (
            WW: 1 - (rate * weightDecay * (nesterov ? 1 + momentum : 1)),
            WV: -rate * look * momentum,
            VW: weightDecay,
            VV: momentum);
        var (weight, velocity) = (Weight, Momentum);
        for (var left = steps; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                (weight, velocity) = ((step.WW * weight) + (step.WV * velocity), (step.VW * weight) + (step.VV * velocity));
            }

            step = (
                (step.WW * step.WW) + (step.WV * step.VW),
                (step.WW * step.WV) + (step.WV * step.VV),
                (step.VW * step.WW) + (step.VV * step.VW),
                (step.VW * step.WV) + (step.VV * step.VV));
        }

        return new GradientFreeDescent(weight, velocity);
    }

    /// <summary>The same with a new optimizer, which knows of no momentum.</summary>
    public GradientFreeDescent Resumed() => this with { Momentum = 0 };
}
