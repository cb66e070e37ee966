using Xunit.Abstractions;

namespace LCam.EndToEnd.Tests;

/// <summary>Begins the test classes that take longest first: one of them begun last would run alone for minutes.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public const string TypeName = "LCam.EndToEnd.Tests." + nameof(LongestFirst);
    public const string AssemblyName = "LCam.EndToEnd.Tests";

    private static readonly string[] Long = [nameof(QuickstartTests), nameof(WorkerTests), nameof(ExperimentTests), nameof(TortureTests), nameof(FaultTests), nameof(InterruptionTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(collection =>
        Array.FindIndex(Long, name => collection.DisplayName.EndsWith("." + name, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length);
}
