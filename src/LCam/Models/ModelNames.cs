using LCam.Losses;

namespace LCam.Models;

/// <summary>The reference implementation's names for its models.</summary>
public static class ModelNames
{
    /// <summary>As <c>ResNet50_L_CAM_FmA</c>: backbone, cut, masked thing, and an A where the loss is cross-entropy alone.</summary>
    public static string For(IBackboneArchitecture architecture, Variant variant, LossKind loss)
    {
        var cut = variant.IsCutAfterPooling ? "_7x7" : "";
        var alone = loss == LossKind.CrossEntropy ? "A" : "";
        return $"{architecture.Reference.ModelName}{cut}_L_CAM_{variant.ReferenceName}{alone}";
    }
}
