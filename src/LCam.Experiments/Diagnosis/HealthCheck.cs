using LCam.Problems;

namespace LCam.Experiments.Diagnosis;

/// <summary>One thing that was looked at on this machine.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Level">How it is.</param>
/// <param name="Detail">What was found, in one line.</param>
/// <param name="Remedy">What the user can do; null when there is nothing to do.</param>
public sealed record HealthCheck(string Name, HealthLevel Level, string Detail, string? Remedy = null)
{
    internal static HealthCheck Ok(string name, string detail) => new(name, HealthLevel.Ok, detail);

    internal static HealthCheck Warn(string name, string detail, string remedy) => new(name, HealthLevel.Warn, detail, remedy);

    /// <summary>Runs a check; whatever it throws is its finding.</summary>
    internal static HealthCheck Try(string name, Func<HealthCheck> check)
    {
        try
        {
            return check();
        }
        catch (ProblemException failure)
        {
            return new HealthCheck(name, HealthLevel.Fail, failure.Problems[0].ToString());
        }
#pragma warning disable CA1031 // A broken installation may throw anything, and saying so is what the check is for.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new HealthCheck(name, HealthLevel.Fail, $"{failure.GetType().Name}: {failure.Message.Split('\n')[0]}");
        }
    }
}
