namespace LCam.Browser.Tests;

/// <summary>Tests that share one browser and one report.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<ReportInBrowser>
{
    public const string Name = "a report in a browser";
}
