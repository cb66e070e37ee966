using LCam.Evaluation;
using LCam.Images;
using LCam.Models;
using LCam.Visuals;
using TorchSharp;

namespace LCam.Experiments.Explaining;

/// <summary>Explains a plan's images and writes what comes of it: overlays, maps and a contact sheet, all or nothing.</summary>
public sealed class ExplainRunner
{
    private const int TopClasses = 5;

    private readonly ExplainPlan _plan;
    private readonly torch.Device _device;
    private readonly ContactSheet _sheet;

    private ExplainRunner(ExplainPlan plan, torch.Device device)
    {
        _plan = plan;
        _device = device;
        _sheet = new ContactSheet(plan.Layout, [new("image", ""), .. plan.Columns.Select(column => new ContactSheetColumn(column.Registration.DisplayName, column.Detail))]);
    }

    /// <param name="plan">What to do.</param>
    /// <param name="device">TorchSharp's name of the device, such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="progress">Told the number of maps made.</param>
    /// <param name="cancellation">Leaves nothing behind.</param>
    /// <exception cref="Problems.ProblemException">The weights are not the network's, or the folder cannot be written to.</exception>
    public static ExplainResult Run(ExplainPlan plan, string device, IProgress<int>? progress, CancellationToken cancellation)
    {
        var runner = new ExplainRunner(plan, torch.device(device));
        using var explainers = new LoadedExplainers(plan, runner._device);
        var images = new List<ImageExplanation>();
        progress?.Report(0);
        OutputFolder.Fill(plan.Output, folder =>
        {
            using var arrays = new ExplainArrays(plan, folder);
            for (var row = 0; row < plan.Images.Count; row++)
            {
                images.Add(runner.Explain(explainers, row, folder, arrays, progress, cancellation));
                GC.Collect(0);
            }

            arrays.Complete();
            PngFile.Write(Path.Combine(folder, ExplainFiles.ContactSheet), runner._sheet.Image);
        });
        string[] arrays = plan.WritesArrays ? [.. plan.Columns.Select(column => Path.Combine(plan.Output, ExplainFiles.Arrays(column)))] : [];
        return new ExplainResult(images, Path.Combine(plan.Output, ExplainFiles.ContactSheet), arrays);
    }

    private ImageExplanation Explain(LoadedExplainers explainers, int row, string folder, ExplainArrays arrays, IProgress<int>? progress, CancellationToken cancellation)
    {
        var image = _plan.Images[row];
        using var scope = torch.NewDisposeScope();
        using var batch = ImageBatch.Stack([image.Crop], [0], [row]);
        var images01 = batch.Images.to(_device);
        using var pass = new CleanPass(explainers.Backbone, images01, [row]) { Layers = explainers.Layers, Cancellation = cancellation };
        var scores = new ImageScores(pass.Logits, _plan.ClassNames, _plan.Classifier.Weights);
        var top = scores.Top(TopClasses);
        var explained = scores[_plan.Class ?? top[0].Class];
        _sheet.Add(row, 0, new ContactSheetTile(image.Crop, image.Name, Caption(explained)));
        var maps = new List<ExplainedMap>();
        foreach (var loaded in explainers.Columns)
        {
            cancellation.ThrowIfCancellationRequested();
            var (map, tile) = Draw(loaded, pass, image, explained.Class, folder, pixels => arrays.Add(maps.Count, image, explained.Class, pixels));
            _sheet.Add(row, maps.Count + 1, tile);
            maps.Add(map);
            progress?.Report((row * explainers.Columns.Count) + maps.Count);
        }

        return new ImageExplanation(image.Path, image.Name, top, explained, maps);
    }

    private (ExplainedMap Map, ContactSheetTile Tile) Draw(LoadedColumn loaded, CleanPass pass, ExplainImage image, int explained, string folder, Action<float[]> use)
    {
        using var scope = torch.NewDisposeScope();
        var maps = InputMaps.Of(loaded.Explainer, pass, torch.tensor([(long)explained]).to(_device), ConstantMap.Zero);
        var constant = maps.Degenerate.cpu().item<bool>();
        var pixels = maps.Maps.cpu().data<float>().ToArray();
        use(pixels);
        var map = MapImage.Of(pixels, image.Crop.Width, image.Crop.Height);
        var overlay = Overlay.Blend(image.Crop, map, _plan.Colours, _plan.Opacity);
        var (overlayFile, mapFile) = (ExplainFiles.Overlay(image, loaded.Column), ExplainFiles.Map(image, loaded.Column));
        PngFile.Write(Path.Combine(folder, overlayFile), overlay);
        PngFile.WriteGray(Path.Combine(folder, mapFile), map);
        return (
            new ExplainedMap(loaded.Column, Path.Combine(_plan.Output, overlayFile), Path.Combine(_plan.Output, mapFile), constant),
            new ContactSheetTile(overlay, constant ? ["the map is constant"] : []));
    }

    private static string Caption(ClassConfidence explained) =>
        FormattableString.Invariant($"{explained.Confidence:F3} {explained.Class} {explained.Name}").TrimEnd();
}
