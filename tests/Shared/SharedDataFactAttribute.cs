namespace LCam.Tests.Shared;

/// <summary>A test that needs the large reference data; reported as skipped, with the reason, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Root is null)
        {
            Skip = $"the reference data is missing: set {SharedData.Variable} to the folder that holds fixtures, weights and imagenet-mini";
        }
    }
}
