namespace LCam.Cli.Commands;

/// <summary>A temporary folder for pictures until they are where they belong.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-pictures-");

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
