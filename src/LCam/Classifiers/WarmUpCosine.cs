namespace LCam.Classifiers;

/// <summary>The learning rate as a pure function of the step: a linear rise, then half a cosine down to 0.</summary>
/// <param name="peak">The highest rate.</param>
/// <param name="steps">Steps in the whole training, at least 1.</param>
/// <param name="warmUp">Share of the steps in which the rate rises, in [0,1).</param>
internal sealed class WarmUpCosine(double peak, int steps, double warmUp)
{
    /// <summary>The rate of a 0-based step; above 0 for every step of the training.</summary>
    public double At(int step)
    {
        var rising = warmUp * steps;
        var place = step + 0.5;
        return place < rising
            ? peak * place / rising
            : peak * 0.5 * (1 + Math.Cos(Math.PI * (place - rising) / (steps - rising)));
    }
}
