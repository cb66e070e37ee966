using LCam.Losses;
using LCam.Models;
using LCam.Training;
using LCam.Weights;
using static TorchSharp.torch;

namespace LCam.Tests.Fidelity;

/// <summary>Compares a model's training with one training fixture.</summary>
internal sealed class TrainingComparison(FidelityTable table, StateDict expected, string model, Bounds bounds)
{
    private const string DroppedLogits = "logits_train_dropout_on_seed123";
    private const uint DropoutSeed = 123;

    private readonly long[] _labels = [.. expected["labels"].to(int64).data<long>()];

    /// <summary>Everything of the fixture, each part on a fresh model.</summary>
    internal void Check(Func<ReferenceModel> create, ScalarType type)
    {
        using var scope = NewDisposeScope();
        var images = SmallNetworks.Images(4, type);
        using (var reference = create())
        {
            CheckBatch(reference, images);
        }

        foreach (var (epochs, prefix) in new[] { (new[] { 0, 0, 0 }, "e000"), (new[] { 0, 1, 2 }, "e012") })
        {
            using var reference = create();
            CheckSteps(reference, images, epochs, prefix);
        }
    }

    /// <summary>Forward passes in evaluation and training, losses and gradients of the untrained attention.</summary>
    private void CheckBatch(ReferenceModel reference, Tensor images)
    {
        var (attention, classes) = ((ConvolutionAttention)reference.Model.Attention, tensor(_labels));
        using var pass = new CleanPass(reference.Model.Backbone, images);
        var features = reference.Model.AttentionFeatures(pass);
        var maps = attention.CrossedMaps(features, classes);
        var own = attention.OwnMaps(features, classes).sigmoid();
        var masked = reference.Model.MaskedLogits(pass, own);
        table.Magnitude("logits, unmasked", model, expected["logits_eval_trainFalse"], pass.Logits, bounds.Forward);
        table.Magnitude("logits, masked, evaluation mode", model, expected["logits_eval_trainTrue"], masked, bounds.Forward);
        table.Magnitude("logits, masked, training mode", model, expected["logits_train"], masked, bounds.Forward);
        if (expected.Names.Contains(DroppedLogits))
        {
            var dropped = reference.Model.MaskedLogits(pass, own, new TorchDropout(DropoutSeed));
            table.Magnitude("logits, masked, training mode with dropout", model, expected[DroppedLogits], dropped, bounds.Forward);
        }

        table.Magnitude("maps before the sigmoid, evaluation mode", model, expected["c_eval_trainFalse"], maps, bounds.Forward);
        table.Magnitude("maps before the sigmoid, training mode", model, expected["c_labels"], maps, bounds.Forward);
        table.Magnitude("attention, all labels", model, expected["a_labels"], maps.sigmoid(), bounds.Forward);
        table.Magnitude("attention, own label", model, expected["a2"], own, bounds.Forward);

        using var trainer = new AttentionTrainer(reference.Model, reference.Options, seed: 0, steps: 3);
        var terms = trainer.Loss(pass, _labels, 0, 0);
        CheckLosses("loss and its terms", expected["loss"], terms.Values(), bounds.Loss);
        var gradients = autograd.grad([terms.Total], [attention.Weight, attention.Bias]);
        table.Norm("gradient of the weight", model, expected["grad_w"], gradients[0].flatten(1).index_select(0, expected["grad_rows"]), bounds.Gradient);
        table.Norm("gradient of the bias", model, expected["grad_b"], gradients[1], bounds.Gradient);
        table.Relative("norm of the weight's gradient", model, [Number("grad_w_norm")], [gradients[0].norm().to(float64).item<double>()], bounds.Gradient);

        // Rows that are no label of the batch have no gradient at all, there and here.
        var others = gradients[0].flatten(1).abs().sum(1).index_fill(0, classes, 0);
        table.Absolute("gradient of other classes' rows", model, [0], [others.max().to(float64).item<double>()], 0);
    }

    /// <summary>Three steps, one in each of <paramref name="epochs"/>.</summary>
    private void CheckSteps(ReferenceModel reference, Tensor images, int[] epochs, string prefix)
    {
        var attention = (ConvolutionAttention)reference.Model.Attention;
        var start = attention.Weight.detach().flatten(1).index_select(0, expected["rows"]);
        using var trainer = new AttentionTrainer(reference.Model, reference.Options, seed: 0, steps: 3);
        for (var step = 0; step < epochs.Length; step++)
        {
            var result = trainer.Step(images, _labels, epochs[step], step);
            CheckLosses("losses before each of three steps", expected[$"{prefix}_losses"][step], result.Losses, step == 0 ? bounds.Loss : bounds.Weights);
            var rates = expected[$"{prefix}_lr"][step].to(float64).data<double>().ToArray();
            table.Absolute("learning rates", model, rates, [.. result.Rates.Select(rate => rate.Rate)], 0);
            var rows = attention.Weight.flatten(1).index_select(0, expected["rows"]);
            table.Norm("weights after each of three steps", model, expected[$"{prefix}_w_rows_{step + 1}"], rows, bounds.Weights);
            if (bounds.Movement is { } bound)
            {
                // A share of what the steps changed: a wrong step cannot hide behind the weights' own size.
                table.Norm("movement of the weights in each of three steps", model, expected[$"{prefix}_w_rows_{step + 1}"] - start, rows - start, bound);
            }

            table.Norm("biases after each of three steps", model, expected[$"{prefix}_b_{step + 1}"], attention.Bias, bounds.Weights);
        }

        table.Relative("norm of all weights after three steps", model, [Number($"{prefix}_w_norm")], [attention.Weight.norm().to(float64).item<double>()], bounds.Weights);
    }

    private void CheckLosses(string quantity, Tensor values, LossValues actual, double bound)
    {
        var reference = values.to(float64).data<double>().ToArray();
        double[] ours = reference.Length == 1 ? [actual.Total] : [actual.Total, actual.CrossEntropy, actual.Area!.Value, actual.Variation!.Value];
        table.Relative(quantity, model, reference, ours, bound);
    }

    private double Number(string name) => expected[name].to(float64).item<double>();
}
