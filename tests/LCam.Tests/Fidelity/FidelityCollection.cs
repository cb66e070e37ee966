namespace LCam.Tests.Fidelity;

/// <summary>All comparisons with the reference implementation: run one after another, into one table.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711
public sealed class FidelityCollection : ICollectionFixture<FidelityTable>
#pragma warning restore CA1711
{
    public const string Name = "fidelity";
}
