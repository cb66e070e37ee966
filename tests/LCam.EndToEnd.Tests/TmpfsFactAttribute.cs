namespace LCam.EndToEnd.Tests;

/// <summary>A test that needs a small file system of its own; skipped, with the reason, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute()
    {
        if (!SmallDisk.IsPossible)
        {
            Skip = "mounting a tmpfs needs root and the right to mount";
        }
    }
}
