using LCam.Losses;
using LCam.Models;
using LCam.Training;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>
/// Training on a recorded backbone: maps and logits are the reference's, so losses, learning rates and what the optimizer does
/// to classes outside the batch must be its too. Needs nothing but the clone.
/// </summary>
[Collection(FidelityCollection.Name)]
public sealed class RecordedTrainingTests(FidelityTable table) : IDisposable
{
    private const double Bound = 1e-9;
    private readonly StateDict _recorded = SafetensorsFile.Read(Fixtures.Path("training.safetensors"));

    [Theory]
    [InlineData("VGG16_7x7_L_CAM_Img")]
    [InlineData("ResNet50_L_CAM_Img")]
    [InlineData("ResNet50_L_CAM_ImgA")]
    public void Losses_rates_and_weight_decay_are_the_reference_s(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Model(name, out var backbone);
        var options = TrainingDefaults.For(model.Architecture, Protocol.Reference);
        using var trainer = new AttentionTrainer(model, options, seed: 0, steps: 3);
        using var pass = new CleanPass(backbone, backbone.Images);
        var labels = Array(name, "labels").Select(label => (long)label).ToArray();
        var values = trainer.Loss(pass, labels, 0, 0).Values();
        double[] terms = model.Loss == LossKind.LCam ? [values.Total, values.CrossEntropy, values.Area!.Value, values.Variation!.Value] : [values.Total];
        table.Relative("loss and its terms, recorded maps and logits", name, Array(name, "loss"), terms, Bound);
        Assert.Equal(model.Architecture.HasDropout, backbone.SawDropout);

        var attention = (ConvolutionAttention)model.Attention;
        var rows = Array(name, "rows").Select(row => (long)row).ToArray();
        var others = Enumerable.Range(0, rows.Length).Where(i => !labels.Contains(rows[i])).Select(i => (long)i).ToArray();
        Assert.Equal(3, others.Length);
        for (var step = 0; step < 3; step++)
        {
            var rates = trainer.Step(pass, labels, epoch: step, step).Rates;
            table.Absolute("learning rates, recorded maps and logits", name, _recorded[$"{name}/e012_lr"][step].data<double>(), [.. rates.Select(rate => rate.Rate)], 0);
            var weights = attention.Weight.flatten(1).index_select(0, tensor(rows)).index_select(0, tensor(others));
            var biases = attention.Bias.index_select(0, tensor(rows)).index_select(0, tensor(others));
            table.Norm("weights of other classes after each of three steps", name, Rows($"{name}/e012_w_rows_{step + 1}", others), weights, Bound);
            table.Norm("biases of other classes after each of three steps", name, Rows($"{name}/e012_b_rows_{step + 1}", others), biases, Bound);
        }
    }

    [Theory]
    [InlineData("ResNet50_L_CAM_Img")]
    [InlineData("ResNet50_L_CAM_ImgA")]
    public void Attention_looks_at_the_features_that_the_reference_s_looks_at(string name)
    {
        using var scope = NewDisposeScope();
        using var model = Model(name, out var backbone);
        using var pass = new CleanPass(backbone, backbone.Images);
        var classes = _recorded[name + "/labels"].to(int64);
        var maps = model.Attention.CrossedMaps(model.AttentionFeatures(pass), classes);
        table.Magnitude("maps before the sigmoid, recorded features", name, _recorded[name + "/c_labels"], maps, Bound);
    }

    public void Dispose() => _recorded.Dispose();

    private LCamModel Model(string name, out RecordedBackbone backbone)
    {
        var architecture = Backbones.Find(name.StartsWith("VGG16", StringComparison.Ordinal) ? "vgg16" : "resnet50");
        var loss = name.EndsWith('A') ? LossKind.CrossEntropy : LossKind.LCam;
        var variant = name.Contains("7x7", StringComparison.Ordinal) ? Variant.Image7x7 : Variant.Image;

        // The two ResNet models start alike, so their maps tell what the un-normalised images' features are.
        var unnormalised = loss == LossKind.LCam ? name + "A" : name;
        var normalised = loss == LossKind.LCam ? name : name[..^1];
        backbone = new RecordedBackbone(
            _recorded[normalised + "/c_labels"],
            _recorded.Names.Contains(unnormalised + "/c_labels") ? _recorded[unnormalised + "/c_labels"] : null,
            _recorded[name + "/logits_train"],
            variant.LayersOf(architecture)[0]);
        var (weight, bias) = Attention(name);
        return new LCamModel(architecture, backbone, new ConvolutionAttention(backbone.Layers[0], weight, bias), variant, loss, QuirkOptions.For(Protocol.Reference).UnnormalisedAttention);
    }

    // The labels' rows pick the recorded maps out; the other recorded rows start as the reference's did.
    private (Tensor Weight, Tensor Bias) Attention(string name)
    {
        var start = _recorded[name + "/w_rows_0"].to(float64);
        var weight = zeros(1000, start.shape[1], 1, 1, dtype: float64);
        var bias = zeros(1000, dtype: float64);
        var rows = _recorded[name + "/rows"].to(int64);
        weight.index_copy_(0, rows, start.view(-1, start.shape[1], 1, 1));
        bias.index_copy_(0, rows, _recorded[name + "/b_rows_0"].to(float64));
        var labels = _recorded[name + "/labels"].to(int64);
        weight.index_copy_(0, labels, eye(labels.shape[0], start.shape[1], dtype: float64).view(-1, start.shape[1], 1, 1));
        bias.index_fill_(0, labels, 0);
        return (weight, bias);
    }

    private double[] Array(string model, string name) => [.. _recorded[$"{model}/{name}"].to(float64).data<double>()];

    private Tensor Rows(string name, long[] rows) => _recorded[name].index_select(0, tensor(rows));
}
