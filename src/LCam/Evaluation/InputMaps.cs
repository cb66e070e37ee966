using LCam.Explainers;
using LCam.Models;
using static TorchSharp.torch;

namespace LCam.Evaluation;

/// <summary>An explainer's maps of a batch as everything that measures or shows them takes them: of the input's size, as a rule in [0,1].</summary>
/// <param name="Maps">(N,H,W).</param>
/// <param name="Degenerate">(N), bool: which raw maps were constant or not finite where that was not meant.</param>
/// <param name="TieOrder">(N,HW), int64: the order in which pixels of equal value are muted; null is row-major.</param>
public sealed record InputMaps(Tensor Maps, Tensor Degenerate, Tensor? TieOrder)
{
    /// <summary>The maps of a pass's images at classes (N), int64. The tensors belong to the caller's dispose scope.</summary>
    public static InputMaps Of(IExplainer explainer, CleanPass pass, Tensor classes, ConstantMap constant)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (height, width) = (pass.Images.shape[2], pass.Images.shape[3]);
        var raw = explainer.Explain(pass, classes);
        if (explainer is IUnscaledExplainer unscaled)
        {
            return new InputMaps(
                SaliencyMap.Upsample(raw, height, width).MoveToOuterDisposeScope(),
                zeros(pass.Count, dtype: @bool, device: raw.device).MoveToOuterDisposeScope(),
                unscaled.TieOrder(pass).MoveToOuterDisposeScope());
        }

        return new InputMaps(
            SaliencyMap.Upsample(SaliencyMap.MinMax(raw, constant), height, width).MoveToOuterDisposeScope(),
            SaliencyMap.Degenerate(raw).MoveToOuterDisposeScope(),
            null);
    }
}
