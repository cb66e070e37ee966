namespace LCam.Experiments.Tests.Auditing;

/// <summary>Tests that share one finished experiment, and the place where it was made.</summary>
[CollectionDefinition(Name)]
public sealed class AuditCollection : ICollectionFixture<FinishedExperiment>
{
    public const string Name = "audits of a finished experiment";
}
