using System.Globalization;

namespace LCam.Training;

/// <summary>A training's loss is no finite number any more. Going on would train on it without end.</summary>
/// <param name="loss">What it is.</param>
/// <param name="epoch">0-based.</param>
/// <param name="step">0-based.</param>
/// <param name="rates">The learning rates at that step, by name.</param>
public sealed class DivergedException(double loss, int epoch, long step, IEnumerable<KeyValuePair<string, double>> rates) : Exception(
    string.Create(
        CultureInfo.InvariantCulture,
        $"the loss is {loss} at epoch {epoch}, step {step} ({string.Join(", ", rates.Select(rate => string.Create(CultureInfo.InvariantCulture, $"{rate.Key} {rate.Value}")))}); training stopped there: lower the learning rate, or check the weights and images"));
