namespace LCam.Cli.Tests;

/// <summary>Locks of data sets: made, checked, and believed by specs that name them.</summary>
public sealed class DataLockTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public DataLockTests()
    {
        Samples.Images(_lcam, 6, "photos");
        foreach (var image in Directory.GetFiles(_lcam.PathOf("photos")))
        {
            // The masks' folder is the images' own: a mask has its image's stem, so the images are no PNG by name.
            File.Move(image, Path.ChangeExtension(image, ".jpeg"));
            LCam.Images.PngFile.WriteGray(Path.ChangeExtension(image, ".png"), new LCam.Images.GrayImage(40, 40, [.. Enumerable.Range(0, 1600).Select(i => (byte)(i < 500 ? 255 : 0))]));
        }

        var names = Directory.GetFiles(_lcam.PathOf("photos"), "*.jpeg").Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Samples.Text(_lcam, "list.txt", string.Concat(names.Select((name, index) => $"{name} {index % 2}\n")));
        First = _lcam.PathOf("photos", names[0]!);
        Samples.Text(_lcam, "spec.yaml", """
            name: locked
            data:
              train:      { images: photos, list: list.txt }
              evaluation: { images: photos, list: list.txt, masks: photos }
            backbones:
              net: { architecture: resnet18, weights: train, classes: 2, width: 0.0625 }
            matrix: { backbone: net, variant: fm, loss: lcam, seed: 1 }
            controls: [gaussian]
            training: { input-size: 40, crop-size: 32 }
            """);
    }

    private string First { get; }

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void A_lock_is_made_brought_up_to_date_and_checked_by_content()
    {
        var made = _lcam.Run("data", "lock", "--images", "photos", "--list", "list.txt", "--output", "a.lock");
        Assert.True(made.ExitCode == 0, made.ToString());
        Assert.Contains("a.lock: 6 images, 6 of them hashed now, root ", made.Out, StringComparison.Ordinal);
        Assert.Contains("a.lock: 6 images, 0 of them hashed now", _lcam.Run("data", "lock", "--images", "photos", "--list", "list.txt", "--output", "a.lock").Out, StringComparison.Ordinal);
        Assert.Contains("a.lock: 6 images, all as locked", _lcam.Run("data", "check", "--images", "photos", "--lock", "a.lock").Out, StringComparison.Ordinal);

        Spoil(First);
        var check = _lcam.Run("data", "check", "--images", "photos", "--lock", "a.lock");
        Assert.Equal(4, check.ExitCode);
        Assert.Contains($"{Path.GetFileName(First)}: expected the hash ", check.Out, StringComparison.Ordinal);
        Assert.Contains("6 images, not all as locked", check.Out, StringComparison.Ordinal);
        _lcam.Run("data", "check", "--images", "photos", "--lock", "a.lock", "--list", "list.txt").AssertRefused(2, "a lock says itself which images there are");
        _lcam.Run("data", "lock", "--images", "photos", "--list", "list.txt", "--output", "list.txt").AssertRefused(2, "list.txt");
    }

    [Fact]
    public void A_spec_believes_its_lock_of_images_and_of_masks_beside_them_and_moves_no_key()
    {
        var keys = Keys();
        Assert.Equal(0, _lcam.Run("data", "lock", "--images", "photos", "--list", "list.txt", "--masks", "--output", "a.lock").ExitCode);
        string[] locks = ["data.train.lock=a.lock", "data.evaluation.lock=a.lock"];
        Assert.Equal(keys, Keys(locks));

        // What has its size and time is not read: the change is not seen, and without the lock it is.
        Spoil(Path.ChangeExtension(First, ".png"));
        Assert.Equal(keys, Keys(locks));
        Assert.NotEqual(keys, Keys());
        Spoil(First);
        Assert.Equal(keys, Keys(locks));

        // What has another time is read again.
        File.SetLastWriteTimeUtc(First, File.GetLastWriteTimeUtc(First).AddSeconds(1));
        Assert.NotEqual(keys, Keys(locks));
    }

    [Theory]
    [InlineData("gone.lock", "--set data.train.lock: ", "gone.lock is not there")]
    [InlineData("list.txt", "--set data.train.lock: ", "this is no lock of a data set (make it anew with 'lcam data lock')")]
    public void A_lock_that_is_none_is_told_where_the_spec_names_it(string file, string where, string what)
    {
        var plan = _lcam.Run("plan", "spec.yaml", "--store", "store", "--set", $"data.train.lock={file}").ToString();
        Assert.Contains(where, plan, StringComparison.Ordinal);
        Assert.Contains(what, plan, StringComparison.Ordinal);
    }

    // Other bytes of the same size and modification time.
    private static void Spoil(string file)
    {
        var (time, bytes) = (File.GetLastWriteTimeUtc(file), File.ReadAllBytes(file));
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        File.SetLastWriteTimeUtc(file, time);
    }

    // Of the plan's table: state, label, key.
    private IReadOnlyList<string> Keys(params string[] sets)
    {
        var plan = _lcam.Run(["plan", "spec.yaml", "--store", "store", .. sets.SelectMany(set => new[] { "--set", set })]);
        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.DoesNotContain("missing or wrong", plan.Out, StringComparison.Ordinal);
        return [.. plan.Out.Split('\n').Where(line => line.StartsWith("run ", StringComparison.Ordinal)).Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries)[2])];
    }
}
