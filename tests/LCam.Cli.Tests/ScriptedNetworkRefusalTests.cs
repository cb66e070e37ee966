namespace LCam.Cli.Tests;

/// <summary>What a plan says of networks that are two TorchScript files.</summary>
public sealed class ScriptedNetworkRefusalTests : IDisposable
{
    private const string Spec =
        """
        name: scripted
        data:
          shapes: { folder: data, seed: 1, train: 8, evaluation: 6, classes: 5, size: 72 }
        backbones:
          mine: { architecture: torchscript, features: features.pt, head: head.pt, trusted: true }
        matrix: { backbone: mine, variant: [fm, img], loss: lcam, seed: 1 }
        training: { epochs: 1, batch-size: 4, input-size: 72, crop-size: 64 }
        """;

    private readonly LocalLcam _lcam = new();

    public ScriptedNetworkRefusalTests()
    {
        foreach (var file in new[] { "features.pt", "head.pt", "one-class.pt", "state-dict.pt" })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Scripted", file), _lcam.PathOf(file));
        }

        File.WriteAllText(_lcam.PathOf("spec.yaml"), Spec);
    }

    [Theory]
    [InlineData("spec.yaml:5:backbones.mine.head: ", "expected 7 classes, found 5 (write classes: 5, or leave it out)", "backbones.mine.classes=7")]
    [InlineData("--set backbones.mine.head: ", "one-class.pt: gives 1 number an image", "backbones.mine.head=one-class.pt")]
    [InlineData("--set backbones.mine.head: ", "state-dict.pt: is no TorchScript file", "backbones.mine.head=state-dict.pt")]
    [InlineData("--set backbones.mine.trusted: ", "a TorchScript file is a program", "backbones.mine.trusted=false")]
    [InlineData("--set backbones.mine.weights: ", "'weights' is not for architecture: torchscript (a torchscript network is trained elsewhere", "backbones.mine.weights=train")]
    [InlineData("spec.yaml:5:backbones.mine.trusted: ", "'trusted' is for architecture: torchscript", "backbones.mine.architecture=vgg11", "backbones.mine.weights=train")]
    [InlineData("spec.yaml:5:backbones.mine.architecture: ", "a sanity check makes layers random by their names, and a torchscript network tells none", "sanity.images=2")]
    public void What_is_wrong_is_told_when_planning(string where, string what, params string[] sets)
    {
        var plan = Plan(sets);
        Assert.True(plan.ExitCode == 2, plan.ToString());
        Assert.Contains(what, plan.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", plan.ToString(), StringComparison.Ordinal);
        Assert.Contains(where, plan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_is_run_only_where_it_is_trusted()
    {
        // Without the numeric library nothing can be run: what is refused before does not ask for it.
        _lcam.HasNumericLibrary = false;
        Assert.Equal(2, Plan("backbones.mine.trusted=false").ExitCode);
        Assert.Equal(1, Plan().ExitCode);
        Assert.DoesNotContain("libtorch", _lcam.Run("status", "spec.yaml", "--store", "none").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_content_of_both_files_is_the_network_s_identity_and_their_places_are_not()
    {
        var keys = Keys();
        File.Move(_lcam.PathOf("head.pt"), _lcam.PathOf("other.pt"));
        Assert.Equal(keys, Keys("backbones.mine.head=other.pt"));
        Assert.Equal(keys, Keys("backbones.mine.head=other.pt", "backbones.mine.classes=5"));
        Assert.Empty(keys.Intersect(Keys("backbones.mine.head=other.pt", "backbones.mine.normalisation=none")));
        using (var archive = System.IO.Compression.ZipFile.Open(_lcam.PathOf("other.pt"), System.IO.Compression.ZipArchiveMode.Update))
        {
            archive.CreateEntry("head/extra/note").Open().Dispose();
        }

        Assert.Empty(keys.Intersect(Keys("backbones.mine.head=other.pt")));
    }

    public void Dispose() => _lcam.Dispose();

    private LcamResult Plan(params string[] sets) => _lcam.Run(["plan", "spec.yaml", "--store", "store", .. sets.SelectMany(set => new[] { "--set", set })]);

    // Of the plan's table: state, label, key.
    private IReadOnlyList<string> Keys(params string[] sets) =>
        [.. Plan(sets).Out.Split('\n').Where(line => line.StartsWith("run ", StringComparison.Ordinal)).Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries)[2])];
}
