namespace LCam.Experiments.Planning;

/// <summary>A key path whose value differs between two settings, with both values as JSON text.</summary>
public sealed record JsonDifference(string Path, string Before, string After)
{
    public override string ToString() => $"{Path}: {Before} -> {After}";
}
