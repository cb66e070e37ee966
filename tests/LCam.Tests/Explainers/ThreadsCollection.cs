namespace LCam.Tests.Explainers;

/// <summary>Tests that change how many threads the numeric library has: alone, for all others share them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ThreadsCollection
{
    internal const string Name = "threads";
}
