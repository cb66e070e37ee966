namespace LCam.Browser.Tests;

/// <summary>The browser that is installed: the tests bring none along.</summary>
internal static class Chromium
{
    /// <summary>Names the program where it is not on PATH under one of its usual names.</summary>
    public const string Variable = "LCAM_CHROMIUM";

    /// <summary>Set to anything, a missing browser fails the tests instead of skipping them.</summary>
    public const string RequiredVariable = "LCAM_REQUIRE_CHROMIUM";

    private const string NotFound = $"no Chromium was found: install one, or name it by {Variable}";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The program.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Program => Found ?? throw new InvalidOperationException(NotFound);

    /// <summary>Why tests are skipped; null where they are not.</summary>
    public static string? WhySkipped => Found is null && Environment.GetEnvironmentVariable(RequiredVariable) is not { Length: > 0 } ? NotFound : null;

    private static string? Found { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : OnPath();

    private static string? OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
