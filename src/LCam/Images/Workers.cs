namespace LCam.Images;

/// <summary>Resolves a setting of how many threads work at once.</summary>
internal static class Workers
{
    /// <summary>The setting itself, or the number of processors for 0.</summary>
    internal static int Count(int setting)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(setting);
        return setting == 0 ? Environment.ProcessorCount : setting;
    }
}
