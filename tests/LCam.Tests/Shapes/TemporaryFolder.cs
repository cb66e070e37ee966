namespace LCam.Tests.Shapes;

/// <summary>A path in the system's temporary folder, with nothing there yet; removed at the end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Parent = Directory.CreateTempSubdirectory("lcam-shapes-").FullName;

    public string Parent { get; }

    public string Path => System.IO.Path.Combine(Parent, "shapes");

    public string File(string relative) => System.IO.Path.Combine(Path, relative);

    public void Dispose() => Directory.Delete(Parent, recursive: true);
}
