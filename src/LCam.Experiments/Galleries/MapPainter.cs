using LCam.Evaluation;
using LCam.Explainers;
using LCam.Images;
using LCam.Measures;
using LCam.Models;
using LCam.Tensors;
using LCam.Visuals;
using TorchSharp;

namespace LCam.Experiments.Galleries;

/// <summary>Makes one explainer's maps of a batch and writes them: in colours, and as what they leave of the images.</summary>
internal static class MapPainter
{
    // Its brightness grows evenly with the value, and people who confuse red and green can read it.
    private static readonly ColourMap Colours = ColourMaps.Find("viridis");

    /// <param name="crops">The pass's images, as many as count.</param>
    /// <param name="check">Work out the confidences of the masked images too, at the first percentage: that costs most.</param>
    public static void Paint(
        GalleryNetwork network, PaintingMethod method, IExplainer explainer, CleanPass pass, IReadOnlyList<RgbImage> crops, bool check, Paintings paintings, string folder)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var (planned, constant) = (method.Planned, method.Order.Evaluation.ConstantMap);
        var classes = torch.tensor(pass.Places.Select(place => (long)planned.Scores[place].Predicted).ToArray()).to(pass.Images.device);
        var maps = InputMaps.Of(explainer, pass, classes, constant);
        using var measured = new MeasureBatch(pass, explainer, classes, maps, constant, crops.Count);
        var after = !check || planned.Percentages.Count == 0 ? null : measured.Confidences(measured.MaskedLogits(planned.Percentages[0]));
        for (var row = 0; row < crops.Count; row++)
        {
            var image = pass.Places[row];
            var isConstant = measured.Degenerate[row];
            if (!isConstant)
            {
                Write(network, planned, maps, pass, row, crops[row], folder);
            }

            paintings.Map(network, planned.Method, image, new PaintedMap(measured.Before[row], after?[row], isConstant));
        }
    }

    private static void Write(GalleryNetwork network, PlannedMethod planned, InputMaps maps, CleanPass pass, int row, RgbImage crop, string folder)
    {
        using var scope = torch.NewDisposeScope();
        var image = pass.Places[row];
        var map = maps.Maps.narrow(0, row, 1);
        var gray = MapImage.Of([.. map.cpu().data<float>()], crop.Width, crop.Height);
        var coloured = Overlay.Blend(crop, gray, Colours, 1);
        foreach (var (place, percentage) in planned.Percentages.Index())
        {
            var muted = Muting.Apply(map, percentage, maps.TieOrder?.narrow(0, row, 1));
            var masked = (pass.Images.narrow(0, row, 1) * muted.unsqueeze(1)).clamp(Scalars.Of(0), Scalars.Of(1)).mul(Scalars.Of(byte.MaxValue)).round().to(torch.uint8);
            var kept = percentage == 0 ? null : new GrayImage(crop.Width, crop.Height, [.. (muted > Scalars.Of(0)).to(torch.uint8).mul(Scalars.Of(byte.MaxValue)).cpu().data<byte>()]);
            WebpFile.Write(Path.Combine(folder, GalleryFiles.Map(network, planned.Method, image, place)), coloured, kept);
            JpegFile.Write(
                Path.Combine(folder, GalleryFiles.Masked(network, planned.Method, image, place)),
                new RgbImage(crop.Width, crop.Height, [.. masked.permute(0, 2, 3, 1).contiguous().cpu().data<byte>()]));
        }
    }
}
