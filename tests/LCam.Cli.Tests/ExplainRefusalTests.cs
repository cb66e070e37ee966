using System.Text;

namespace LCam.Cli.Tests;

/// <summary>What is wrong with an explanation is said before anything is explained.</summary>
public sealed class ExplainRefusalTests : IDisposable
{
    private readonly LocalLcam _lcam = new();

    public void Dispose() => _lcam.Dispose();

    [Theory]
    [InlineData(2, "--class: is 5 (the classifier has the classes 0 to 4)", "images/0000.png", "--class", "5")]
    [InlineData(2, "--class: '-1' is not a whole number from 0 on", "images/0000.png", "--class", "-1")]
    [InlineData(2, "'grad-camm' is no known explainer (did you mean grad-cam?)", "images/0000.png", "--explainer", "grad-camm")]
    [InlineData(2, "rise has no parameter 'mask' (did you mean masks?)", "images/0000.png", "--explainer", "rise:mask=3")]
    [InlineData(2, "rise.masks: '0' is not a whole number from 1", "images/0000.png", "--explainer", "rise:masks=0")]
    [InlineData(2, "rise.masks: 'many' is not a whole number from 1", "images/0000.png", "--explainer", "rise:masks=many")]
    [InlineData(2, "'masks' of rise has no value", "images/0000.png", "--explainer", "rise:masks")]
    [InlineData(2, "grad-cam is named twice", "images/0000.png", "--explainer", "grad-cam,grad-cam")]
    [InlineData(2, "l-cam explains with a trained attention mechanism (name its training with --run, or its file with --attention)", "images/0000.png", "--explainer", "l-cam")]
    [InlineData(5, "none.safetensors: there is no such weight file", "images/0000.png", "--explainer", "rise:mask-file=none.safetensors")]
    [InlineData(5, "images/none.png: there is no such file", "images/none.png")]
    [InlineData(2, "images: this is a folder, not a file", "images")]
    [InlineData(2, "broken.png: this is no image", "broken.png")]
    [InlineData(2, "the image is named twice", "images/0000.png", "images/../images/0000.png")]
    [InlineData(5, "none.pth: there is no such weight file", "images/0000.png", "--weights", "none.pth")]
    [InlineData(2, "fc.bias", "images/0000.png", "--weights", "other.safetensors")]
    [InlineData(2, "'resnet51' is no known backbone (did you mean resnet50?)", "images/0000.png", "--backbone", "resnet51")]
    [InlineData(2, "--crop-size: '8' is not a whole number from 32 to 4096", "images/0000.png", "--crop-size", "8")]
    [InlineData(2, "names.txt: has 2 names, the classifier has 5 classes", "images/0000.png", "--names", "names.txt")]
    [InlineData(2, "names.txt:2: the line is empty", "images/0000.png", "--names", "names.txt")]
    [InlineData(5, "none.txt: there is no such file of class names", "images/0000.png", "--names", "none.txt")]
    [InlineData(2, "'hot' is no known colour scale (known: jet, viridis)", "images/0000.png", "--colours", "hot")]
    [InlineData(2, "--opacity: '1.5' is not a number from 0 to 1", "images/0000.png", "--opacity", "1.5")]
    [InlineData(2, "names.txt is a file, not a folder", "images/0000.png", "--output", "names.txt")]
    [InlineData(2, "names.txt is a file, not a folder", "images/0000.png", "--output", "names.txt/below")]
    [InlineData(1, "/proc/none: cannot be written", "images/0000.png", "--output", "/proc/none")]
    [InlineData(2, "there is no store here", "images/0000.png", "--run", "0123")]
    [InlineData(2, "none.png: there is no such file", "none.png", "--run", "0123")]
    [InlineData(2, "1 images by 10 explainers make too large a contact sheet", "images/0000.png", "--input-size", "4096", "--crop-size", "4096", "--explainer", "rise:masks=1,rise:masks=2,rise:masks=3,rise:masks=4,rise:masks=5,rise:masks=6,rise:masks=7,rise:masks=8,rise:masks=9,rise:masks=10")]
    [InlineData(2, "--figure: figure.gif has no ending of a figure (end it with .pdf, .svg or .png)", "images/0000.png", "--figure", "figure.gif")]
    [InlineData(2, "names.txt.pdf is there already, and is no figure that lcam wrote (name another file, or give --force to replace it)", "images/0000.png", "--figure", "names.txt.pdf")]
    [InlineData(2, "names.svg is the file of class names, which the figure would replace", "images/0000.png", "--figure", "names.svg", "--names", "names.svg", "--force")]
    [InlineData(2, "is where the picture goes, too (--output)", "images/0000.png", "--figure", "out/contact-sheet.png")]
    [InlineData(2, "--figure-width: 20 mm are too narrow for 3 columns that can be read (give 49 mm or more, or fewer explainers)", "images/0000.png", "--figure", "a.pdf", "--figure-width", "20", "--explainer", "grad-cam,all-ones")]
    [InlineData(2, "--figure-dpi: '5' is not a whole number from 50 to 1200", "images/0000.png", "--figure", "a.png", "--figure-dpi", "5")]
    [InlineData(2, "make too large a figure", "images/0000.png", "--figure", "a.png", "--figure-dpi", "1200", "--figure-width", "1000")]
    [InlineData(5, "none.ttf: there is no such font", "images/0000.png", "--figure-font", "none.ttf")]
    [InlineData(2, "broken.png: this is no font", "images/0000.png", "--figure-font", "broken.png")]
    [InlineData(2, "--percentage: percentage 0.0005 of 32x32 pixels is less than one pixel", "images/0000.png", "--percentage", "0.0005")]
    [InlineData(2, "--device: gpu is no device", "images/0000.png", "--device", "gpu")]
    [InlineData(2, "--threads: '0' is not a whole number from 1 to 1024", "images/0000.png", "--threads", "0")]
    public void Whatever_is_wrong_with_an_explanation_is_said_and_nothing_is_left(int exitCode, string message, params string[] args)
    {
        Samples.Weights(_lcam);
        if (args.Contains("other.safetensors"))
        {
            Samples.Weights(_lcam, "other.safetensors", name => name != "fc.bias");
        }

        Samples.Images(_lcam, 1);
        Samples.Text(_lcam, "broken.png", "not an image");
        Samples.Text(_lcam, "names.txt", "ant\n\n");
        Samples.Text(_lcam, "names.txt.pdf", "%PDF-1.4 of another program");
        Samples.Text(_lcam, "names.svg", "ant\nbee\ncat\ndog\neel\n");
        var before = _lcam.Files();
        Explain(args).AssertRefused(exitCode, message);
        Assert.Equal(before, _lcam.Files());
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        Samples.Weights(_lcam);
        var result = Explain("none.png", "--class", "7", "--explainer", "grad-cem,rise:masks=0,grid=1", "--colours", "hot", "--names", "none.txt");
        result.AssertRefused(2, "none.png: there is no such file");
        Assert.Equal(7, result.Error.Trim().Split('\n').Length);
    }

    [Fact]
    public void Without_a_folder_a_figure_is_asked_for_and_archives_are_refused()
    {
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 1);
        var result = _lcam.Run(ExplainLine.WithoutOutput("images/0000.png", "--maps", "npz"));
        result.AssertRefused(2, "--output: is needed to know where to write to (name a folder, or a figure with --figure)");
        Assert.Contains("--maps: npz archives need a folder", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_run_backbone_and_weights_are_asked_for()
    {
        Samples.Images(_lcam, 1);
        var result = _lcam.Run("explain", "images/0000.png", "--output", "out");
        result.AssertRefused(2, "--backbone: is needed to know the classifier");
        Assert.Contains("--weights: is needed to know the classifier", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attention_of_another_width_than_the_classifiers_is_refused()
    {
        Samples.Weights(_lcam);
        Samples.Images(_lcam, 1);
        var header = Encoding.UTF8.GetBytes("""{"attnM.op.weight":{"dtype":"F32","shape":[5,3,1,1],"data_offsets":[0,60]},"attnM.op.bias":{"dtype":"F32","shape":[5],"data_offsets":[60,80]}}""");
        File.WriteAllBytes(_lcam.PathOf("attention.safetensors"), [.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[80]]);
        Explain("images/0000.png", "--attention", "ResNet50_L_CAM_Img=attention.safetensors").AssertRefused(
            2, "--attention: the attention in attention.safetensors is for 5 classes and 3 channels, and the classifier has 5 and 64 (name the weights");
    }

    private LcamResult Explain(params string[] args) => _lcam.Run(ExplainLine.Of(args));
}
