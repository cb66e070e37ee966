using LCam.Losses;

namespace LCam.Models;

/// <summary>The reference implementation's names for its models, and names made alike for those that it does not have.</summary>
public static class ModelNames
{
    /// <summary>As <c>ResNet50_L_CAM_FmA</c>: backbone, layer where it is told, masked thing, and an A where the loss is cross-entropy alone.</summary>
    public static string For(IBackboneArchitecture architecture, Variant variant, LossKind loss)
    {
        var backbone = architecture.DisplayName.Replace("-", "", StringComparison.Ordinal);
        var alone = loss == LossKind.CrossEntropy ? "A" : "";
        return $"{backbone}{variant.ReferenceLayer}_L_CAM_{variant.ReferenceName}{alone}";
    }
}
