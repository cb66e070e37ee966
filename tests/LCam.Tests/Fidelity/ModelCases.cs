namespace LCam.Tests.Fidelity;

/// <summary>The reference's models, by its names.</summary>
internal static class ModelCases
{
    internal static readonly string[] ResNet50 = ["ResNet50_L_CAM_Fm", "ResNet50_L_CAM_FmA", "ResNet50_L_CAM_Img", "ResNet50_L_CAM_ImgA"];

    internal static readonly string[] All =
        ["VGG16_L_CAM_Fm", "VGG16_L_CAM_FmA", "VGG16_L_CAM_Img", "VGG16_L_CAM_ImgA", "VGG16_7x7_L_CAM_Img", .. ResNet50];

    /// <summary>Every model with its training fixtures of a family; ResNet-50's also with a label twice in the batch.</summary>
    internal static TheoryData<string, string> Training(string family)
    {
        var cases = new TheoryData<string, string>();
        foreach (var model in All)
        {
            cases.Add(family, model);
        }

        foreach (var model in ResNet50)
        {
            cases.Add(family + "_duplabels", model);
        }

        return cases;
    }
}
