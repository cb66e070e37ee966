namespace LCam.Cli.Tests;

/// <summary>A store that adopted a run of the reference's own scripts, with all that is known of it: made once, copied for each test.</summary>
public sealed class AdoptedStore : IDisposable
{
    internal const string Name = "authors";

    private readonly Lazy<LocalLcam> _lcam = new(() =>
    {
        var lcam = new LocalLcam();
        var result = lcam.Run([
            "adopt", Past("ResNet50_L_CAM_Img"), "--name", Name, "--store", "store", "--threads", "1", .. Evidence,
            "--weights", SharedData.Path("fixtures", "small_resnet50_cal.safetensors"),
            "--printed", Past("evaluation-output.txt"), "--evaluation-list", Past("eval24.txt"), "--images", SharedData.Path("imagenet-mini", "images")]);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains("authors is adopted as adopted-", result.Error, StringComparison.Ordinal);
        return lcam;
    });

    /// <summary>What costs nothing to hold the run against.</summary>
    internal static string[] Evidence => ["--train-list", Past("train24.txt"), "--training-output", Past("training-output.txt")];

    internal static string Past(string name) => SharedData.Path("fixtures", "past-run", name);

    /// <summary>Copies the store into a folder.</summary>
    internal void CopyTo(LocalLcam lcam)
    {
        foreach (var path in _lcam.Value.Files().Where(path => File.Exists(_lcam.Value.PathOf(path))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(lcam.PathOf(path))!);
            File.Copy(_lcam.Value.PathOf(path), lcam.PathOf(path));
        }
    }

    public void Dispose()
    {
        if (_lcam.IsValueCreated)
        {
            _lcam.Value.Dispose();
        }
    }
}
