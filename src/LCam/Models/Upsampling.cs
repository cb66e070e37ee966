using static TorchSharp.torch;

namespace LCam.Models;

/// <summary>The one way in which maps grow to the input's size.</summary>
public static class Upsampling
{
    /// <summary>(N,C,h,w) to (N,C,height,width), bilinear, <c>align_corners=false</c>.</summary>
    public static Tensor Bilinear(Tensor maps, long height, long width) =>
        nn.functional.interpolate(maps, size: [height, width], mode: InterpolationMode.Bilinear, align_corners: false);
}
