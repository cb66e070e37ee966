using LCam.Images;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Diagnosis;

/// <summary>The other native libraries: image decoding and the database.</summary>
internal static class LibraryChecks
{
    // A PNG image of 2x1 pixels: red, then blue.
    private const string Picture =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR42mP4zwAE/wEHAAH/PX2MSQAAAABJRU5ErkJggg==";

    public static IReadOnlyList<(string Name, Func<HealthCheck> Check)> All { get; } =
    [
        ("images", Images),
        ("sqlite", Sqlite),
    ];

    private static HealthCheck Images()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, Convert.FromBase64String(Picture));
            var image = ImageDecoder.Decode(path);
            return (image.Width, image.Height) == (2, 1) && image.Pixels.AsSpan().SequenceEqual((ReadOnlySpan<byte>)[255, 0, 0, 0, 0, 255])
                ? HealthCheck.Ok("images", $"a picture decodes rightly (SkiaSharp {typeof(SkiaSharp.SKCodec).Assembly.GetName().Version})")
                : new HealthCheck("images", HealthLevel.Fail, $"a picture decodes to {string.Join(' ', image.Pixels)}", "build the program again");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static HealthCheck Sqlite()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return HealthCheck.Ok("sqlite", connection.ServerVersion);
    }
}
