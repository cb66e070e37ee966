namespace LCam.Experiments.Planning;

/// <summary>How far the reading of one set of images is.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Done">Images whose hashes are known by now.</param>
/// <param name="Total">All of them; 0 while a long list, or a folder of class folders, is read.</param>
public sealed record HashingProgress(string Folder, int Done, int Total);

/// <summary>Passes on how far one set is, from whatever thread.</summary>
internal sealed class SetProgress(IProgress<HashingProgress> progress, string folder, int total) : IProgress<int>
{
    public void Report(int value) => progress.Report(new HashingProgress(folder, value, total));
}
