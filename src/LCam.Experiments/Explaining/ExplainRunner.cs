using LCam.Evaluation;
using LCam.Images;
using LCam.Measures;
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
    private readonly List<IReadOnlyList<RgbImage>> _overlays = [];

    private ExplainRunner(ExplainPlan plan, torch.Device device)
    {
        _plan = plan;
        _device = device;
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
        using var font = plan.OpenFont();
        IReadOnlyList<ImageExplanation> images = [];
        progress?.Report(0);
        if (plan.Output is { } output)
        {
            OutputFolder.Fill(output, folder => images = runner.Explain(explainers, folder, font, progress, cancellation));
        }
        else
        {
            images = runner.Explain(explainers, null, font, progress, cancellation);
        }

        string[] arrays = plan.WritesArrays ? [.. plan.Columns.Select(column => runner.Final(ExplainFiles.Arrays(column))!)] : [];
        return new ExplainResult(images, runner.Final(ExplainFiles.ContactSheet), plan.Figure?.Output.Path, arrays, [.. font.Missing.Select(rune => rune.ToString())]);
    }

    // Where a file of the folder will be.
    private string? Final(string file) => _plan.Output is null ? null : Path.Combine(_plan.Output, file);

    /// <param name="folder">Where files are written aside; null where none are.</param>
    private List<ImageExplanation> Explain(LoadedExplainers explainers, string? folder, FigureFont font, IProgress<int>? progress, CancellationToken cancellation)
    {
        var images = new List<ImageExplanation>();
        using var arrays = new ExplainArrays(_plan, folder);
        for (var row = 0; row < _plan.Images.Count; row++)
        {
            images.Add(Explain(explainers, row, folder, arrays, progress, cancellation));
            GC.Collect(0);
        }

        arrays.Complete();
        if (folder is not null)
        {
            var sheet = ExplainPictures.ContactSheet(_plan, images, _overlays);
            using var file = new FileStream(Path.Combine(folder, ExplainFiles.ContactSheet), FileMode.CreateNew, FileAccess.Write);
            FigureFile.WriteScreen(file, sheet, new FigureLayout(sheet, FigureStyle.Screen(_plan.Classifier.CropSize), font), font);
        }

        if (_plan.Figure is { } output)
        {
            var figure = ExplainPictures.Figure(_plan, images, _overlays);
            output.Guard.Write(output.Output, stream => FigureFile.Write(stream, output.Format, figure, new FigureLayout(figure, output.Style, font), font, output.DotsPerInch));
        }

        return images;
    }

    private ImageExplanation Explain(LoadedExplainers explainers, int row, string? folder, ExplainArrays arrays, IProgress<int>? progress, CancellationToken cancellation)
    {
        var image = _plan.Images[row];
        using var scope = torch.NewDisposeScope();
        using var batch = ImageBatch.Stack([image.Crop], [0], [row]);
        var images01 = batch.Images.to(_device);
        using var pass = new CleanPass(explainers.Backbone, images01, [row]) { Layers = explainers.Layers, Cancellation = cancellation };
        var scores = new ImageScores(pass.Logits, _plan.ClassNames, _plan.Classifier.Weights);
        var top = scores.Top(TopClasses);
        var explained = scores[_plan.Class ?? top[0].Class];
        var (maps, overlays) = (new List<ExplainedMap>(), new List<RgbImage>());
        foreach (var loaded in explainers.Columns)
        {
            cancellation.ThrowIfCancellationRequested();
            var (map, overlay) = Draw(loaded, pass, image, explained.Class, folder, pixels => arrays.Add(maps.Count, image, explained.Class, pixels));
            overlays.Add(overlay);
            maps.Add(map);
            progress?.Report((row * explainers.Columns.Count) + maps.Count);
        }

        _overlays.Add(overlays);
        return new ImageExplanation(image.Path, image.Name, top, explained, maps);
    }

    private (ExplainedMap Map, RgbImage Overlay) Draw(LoadedColumn loaded, CleanPass pass, ExplainImage image, int explained, string? folder, Action<float[]> use)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var classes = torch.tensor([(long)explained]).to(_device);
        var maps = InputMaps.Of(loaded.Explainer, pass, classes, ConstantMap.Zero);
        using var measured = new MeasureBatch(pass, loaded.Explainer, classes, maps, ConstantMap.Zero, 1);
        var after = measured.Confidences(measured.MaskedLogits(_plan.Percentage))[0];
        var pixels = maps.Maps.cpu().data<float>().ToArray();
        use(pixels);
        var map = MapImage.Of(pixels, image.Crop.Width, image.Crop.Height);
        var overlay = Overlay.Blend(image.Crop, map, _plan.Colours, _plan.Opacity);
        var (overlayFile, mapFile) = (ExplainFiles.Overlay(image, loaded.Column), ExplainFiles.Map(image, loaded.Column));
        if (folder is not null)
        {
            PngFile.Write(Path.Combine(folder, overlayFile), overlay);
            PngFile.WriteGray(Path.Combine(folder, mapFile), map);
        }

        return (new ExplainedMap(loaded.Column, after, Final(overlayFile), Final(mapFile), measured.Degenerate[0]), overlay);
    }
}
