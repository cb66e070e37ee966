using System.Text.Json.Nodes;
using LCam.Experiments.Store;

namespace LCam.Experiments.Environments;

/// <summary>What the stretches of a run have to do with each other. A run whose stretches were computed under different conditions is mixed.</summary>
public static class Stretches
{
    /// <summary>What differs between a run's stretches, in words; empty for one that is not mixed.</summary>
    public static IReadOnlyList<string> Mixture(IReadOnlyList<StretchRecord> stretches) =>
        Conditions.Mixture([.. stretches.DistinctBy(stretch => stretch.EnvironmentId).Select(stretch => Conditions.Parse(stretch.Environment))]);

    /// <summary>Where a stretch begins and who computed it.</summary>
    public static string Tell(StretchRecord stretch)
    {
        var place = Conditions.Parse(stretch.Environment) as JsonObject;
        return FormattableString.Invariant($"{stretch.First}: {(stretch.Host is { } host ? $"{host}, " : "")}{place?["device"]}, {place?["threads"]} threads, {place?["processor"]}, environment {stretch.EnvironmentId[..Math.Min(12, stretch.EnvironmentId.Length)]}");
    }
}
