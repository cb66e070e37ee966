using System.Globalization;
using LCam.Memory;
using LCam.Problems;
using LCam.Tensors;
using static TorchSharp.torch;

namespace LCam.Models.Scripted;

/// <summary>
/// Runs a TorchScript network once, on two made-up images and on each of them alone: its shapes are found so, and what
/// would give wrong numbers later is refused at once.
/// </summary>
internal sealed class ScriptCheck(ScriptFile features, ScriptFile head, ImageNormalisation normalisation, Device device)
{
    // Alone or beside another, an image's numbers differ by rounding: 1e-6 of the largest on a processor, 1e-3 with a GPU's TF32.
    private const double Tolerance = 0.01;

    // What networks are commonly trained on.
    private static readonly int[] CommonSides = [32, 48, 64, 96, 112, 128, 160, 192, 224, 240, 256, 260, 288, 299, 300, 320, 331, 336, 380, 384, 448, 456, 480, 512];

    /// <param name="side">Of the square images, in pixels.</param>
    /// <exception cref="ProblemException">What is wrong with the files.</exception>
    public ScriptFacts Run(int side)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var images = normalisation.Apply(Images(side));
        var maps = Output(features, images, side);
        Require(features, maps, "feature maps (N,K,h,w)", 4, 2);
        var logits = Output(head, maps, side);
        Require(head, logits, "logits (N,R)", 2, 2);
        var classes = logits.shape[1];
        if (classes < 2)
        {
            throw ScriptFile.Wrong(head.Path, FormattableString.Invariant($"gives {classes} number an image; a classifier has 2 classes or more"), "give both classes a logit");
        }

        for (var row = 0; row < 2; row++)
        {
            var alone = Output(features, images.narrow(0, row, 1), side);
            RequireAlone(features, alone, maps, row);
            RequireAlone(head, Output(head, alone, side), logits, row);
        }

        RequireGradients(images.narrow(0, 0, 1));
        return new ScriptFacts((int)maps.shape[1], (int)maps.shape[2], (int)maps.shape[3], (int)classes);
    }

    // Of no pattern, and the same everywhere: fractions of multiples of the golden ratio.
    private Tensor Images(int side) =>
        Scalars.Range(2L * 3 * side * side, float64).mul(Scalars.Of(0.6180339887498949)).frac().to(float32).view(2, 3, side, side).to(device);

    private Tensor Output(ScriptFile file, Tensor input, int side)
    {
        try
        {
            return file.Run(input);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && !MemoryShortage.Is(failure))
        {
            var text = string.Join(",", input.shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
            throw ScriptFile.Wrong(file.Path, $"fails on an input of ({text}): {Reason(failure)}", Remedy(file, input, side), failure);
        }
    }

    // TorchSharp casts what comes out.
    private static string Reason(Exception failure) => failure is InvalidCastException or NotSupportedException or NotImplementedException
        ? "it does not give one tensor"
        : ScriptFile.Reason(failure);

    private string Remedy(ScriptFile file, Tensor input, int side)
    {
        if (input.shape[0] != 2)
        {
            return "export it with a batch of any size";
        }

        var gets = file == features ? "it gets images (N,3,H,W)" : $"it gets what {features.Path} gives";
        var others = CommonSides.Where(other => other != side && Takes(other)).Take(3).Select(other => FormattableString.Invariant($"{other} x {other}")).ToList();
        return others.Count > 0 ? $"{gets}, and takes it of images of {string.Join(" or ", others)}: say so with the crop size" : gets;
    }

    private bool Takes(int side)
    {
        try
        {
            using var scope = NewDisposeScope();
            return head.Run(features.Run(normalisation.Apply(Images(side)))).shape is [2, > 1];
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return false;
        }
    }

    private static void Require(ScriptFile file, Tensor output, string what, int dimensions, int images)
    {
        if (output.shape.Length != dimensions || output.shape[0] != images || output.shape.Contains(0))
        {
            throw ScriptFile.Wrong(file.Path, $"expected {what} of N = {images} images, found ({string.Join(",", output.shape)})", null);
        }

        if (output.dtype != ScalarType.Float32)
        {
            throw ScriptFile.Wrong(file.Path, $"expected {what} as float32, found {output.dtype.ToString().ToLowerInvariant()}", "convert the module with .float() before exporting it");
        }

        if (!output.isfinite().all().cpu().item<bool>())
        {
            throw ScriptFile.Wrong(file.Path, $"gives {what} that are no finite numbers", "look into the weights that were exported");
        }
    }

    private static void RequireAlone(ScriptFile file, Tensor alone, Tensor together, int row)
    {
        Require(file, alone, "the same output", together.shape.Length, 1);
        var expected = together.narrow(0, row, 1);
        var differs = !alone.shape.SequenceEqual(expected.shape)
            || (alone - expected).abs().max().cpu().item<float>() > Tolerance * expected.abs().max().cpu().item<float>();
        if (differs)
        {
            throw ScriptFile.Wrong(file.Path, "gives an image other numbers alone than beside another", "export it in evaluation mode (.eval() before tracing), with nothing in it that depends on the batch");
        }
    }

    private void RequireGradients(Tensor image)
    {
        using var gradients = enable_grad();
        using var scope = NewDisposeScope();
        var input = image.detach().clone().requires_grad_();
        var maps = features.Run(input);
        var point = maps.detach().clone().requires_grad_();
        var (file, isReached) = !maps.requires_grad ? (features, false) : (head, head.Run(point).requires_grad);
        if (!isReached)
        {
            throw ScriptFile.Wrong(file.Path, "lets no gradient through to its input, which L-CAM, Grad-CAM and others need", "export it without torch.no_grad, detach or quantisation inside");
        }
    }
}
