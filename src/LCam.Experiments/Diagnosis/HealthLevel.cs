namespace LCam.Experiments.Diagnosis;

/// <summary>What a check found.</summary>
public enum HealthLevel
{
    Ok,

    /// <summary>The program works, but something may surprise.</summary>
    Warn,

    /// <summary>The program does not work here.</summary>
    Fail,
}
