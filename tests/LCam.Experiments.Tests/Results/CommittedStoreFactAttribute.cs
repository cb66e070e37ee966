using System.Runtime.CompilerServices;

namespace LCam.Experiments.Tests.Results;

/// <summary>A test of the store that committed tables were made from; skipped, with the reason, where it is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CommittedStoreFactAttribute : FactAttribute
{
    public CommittedStoreFactAttribute()
    {
        if (!File.Exists(Path.Combine(Store, "lcam.db")))
        {
            Skip = $"there is no store at {Store}: 'make quickstart' makes one, LCAM_COMMITTED_STORE names another";
        }
    }

    /// <summary>The store's folder.</summary>
    public static string Store => Environment.GetEnvironmentVariable("LCAM_COMMITTED_STORE") ?? Path.GetFullPath(Path.Combine(Here(), "..", "..", "..", "results", "store"));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
