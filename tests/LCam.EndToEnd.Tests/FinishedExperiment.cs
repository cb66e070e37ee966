namespace LCam.EndToEnd.Tests;

/// <summary>The tiny experiment, and the one with a long training, each run once; whoever looks at one or changes it gets a copy.</summary>
internal static class FinishedExperiment
{
    private static readonly Lazy<Task<Lcam>> Tiny = new(() => Make(text => text));
    private static readonly Lazy<Task<Lcam>> Long = new(() => Make(TinySpec.WithLongTraining));

    /// <summary>A folder of the caller's own with the spec, its data, its store and its table.</summary>
    public static Task<Lcam> Copy() => Copy(Tiny.Value);

    /// <summary>As <see cref="Copy()"/>, of <see cref="TinySpec.WithLongTraining"/>.</summary>
    public static Task<Lcam> CopyOfLong() => Copy(Long.Value);

    private static async Task<Lcam> Copy(Task<Lcam> making)
    {
        var made = await making;
        var copy = new Lcam();
        foreach (var folder in Directory.EnumerateDirectories(made.Folder, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(folder.Replace(made.Folder, copy.Folder, StringComparison.Ordinal));
        }

        foreach (var file in Directory.EnumerateFiles(made.Folder, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, file.Replace(made.Folder, copy.Folder, StringComparison.Ordinal));
        }

        return copy;
    }

    private static async Task<Lcam> Make(Func<string, string> change)
    {
        var lcam = new Lcam();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => lcam.Dispose();
        TinySpec.Write(lcam, change);
        var result = await lcam.Run("run", "tiny.yaml");
        Assert.True(result.ExitCode == 0, result.ToString());
        return lcam;
    }
}
