namespace LCam.Tests.Shared;

/// <summary>
/// The large reference data (folders <c>fixtures</c>, <c>weights</c>, <c>imagenet-mini</c>) that a clone does not hold:
/// in the folder that <c>LCAM_FIXTURES</c> names, else in <c>shared</c> beside the repository's root.
/// </summary>
internal static class SharedData
{
    internal const string Variable = "LCAM_FIXTURES";

    /// <summary>Null when the data is not here.</summary>
    internal static string? Root { get; } = Find();

    /// <summary>A path under <see cref="Root"/>.</summary>
    internal static string Path(params string[] parts) => System.IO.Path.Combine([Root ?? Variable, .. parts]);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
        {
            return Directory.Exists(System.IO.Path.Combine(chosen, "fixtures")) ? chosen : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "LCam.Experiments.sln")) && folder.Parent is { } parent)
            {
                var beside = System.IO.Path.Combine(parent.FullName, "shared");
                return Directory.Exists(System.IO.Path.Combine(beside, "fixtures")) ? beside : null;
            }
        }

        return null;
    }
}
