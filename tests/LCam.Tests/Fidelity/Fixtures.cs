namespace LCam.Tests.Fidelity;

/// <summary>The small part of the reference's numbers that every clone holds.</summary>
internal static class Fixtures
{
    internal static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fidelity", "Fixtures", name);
}
