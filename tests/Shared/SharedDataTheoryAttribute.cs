namespace LCam.Tests.Shared;

/// <summary>As <see cref="SharedDataFactAttribute"/>, for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute() => Skip = new SharedDataFactAttribute().Skip;
}
