using System.Globalization;
using LCam.Experiments.Store;
using LCam.Images;
using LCam.Models;
using LCam.Native;
using LCam.Weights;

namespace LCam.Bench;

/// <summary>
/// The paper's experiment as far as a report looks at it: its nine models on networks of full size, four competitors, 2000
/// images and their scores. Weights are random, images are patterns, and scores are made up: that changes no cost.
/// </summary>
/// <param name="Spec">The spec's file.</param>
/// <param name="Store">The store's folder.</param>
internal sealed record SyntheticPaper(string Spec, string Store)
{
    private const int Images = 2000;
    private const int Classes = 1000;
    private const int Side = 256;

    /// <summary>The experiment in <paramref name="folder"/>, made where it is not there yet.</summary>
    public static SyntheticPaper Make(string folder)
    {
        folder = Directory.CreateDirectory(Path.Combine(folder, "paper")).FullName;
        var made = new SyntheticPaper(Path.Combine(folder, "paper.yaml"), Path.Combine(folder, "store"));
        var whole = Path.Combine(folder, "whole");
        if (!File.Exists(whole))
        {
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(Path.Combine(folder, "images", "evaluation"));
            TorchRuntime.Initialize();
            WriteImages(folder);
            WriteWeights(folder);
            made.WriteSpec();
            made.Fill();
            File.WriteAllText(whole, "");
        }

        return made;
    }

    private static void WriteImages(string folder)
    {
        var lines = new List<string>();
        for (var index = 0; index < Images; index++)
        {
            var pixels = new byte[Side * Side * 3];
            for (var i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (byte)((i * (index + 3) / 977) + (i / (Side * 3)));
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"evaluation/{index:D6}.png");
            PngFile.Write(Path.Combine(folder, "images", name), new RgbImage(Side, Side, pixels));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{name} {index % 4}"));
        }

        File.WriteAllLines(Path.Combine(folder, "evaluation.txt"), lines);
        File.WriteAllLines(Path.Combine(folder, "train.txt"), lines);
    }

    private static void WriteWeights(string folder)
    {
        foreach (var architecture in (string[])["vgg16", "resnet50"])
        {
            using var network = Backbones.Create(new BackboneOptions(architecture, Classes, 1));
            network.Initialise(1);
            using var weights = StateDict.CopyOf(network);
            WeightFile.Write(Path.Combine(folder, $"{architecture}.safetensors"), weights);
        }
    }

    private void WriteSpec() => File.WriteAllText(
        Spec,
        """
        name: paper
        data:
          train:      { images: images, list: train.txt }
          evaluation: { images: images, list: evaluation.txt }
        backbones:
          vgg16: { weights: vgg16.safetensors }
          resnet50: { weights: resnet50.safetensors }
        matrix:
          backbone: [vgg16, resnet50]
          variant: [fm, img]
          loss: [lcam, cross-entropy]
          seed: 1
          percentage: [0, 0.5, 0.85]
          include: [ { backbone: vgg16, variant: img-7x7, loss: lcam } ]
        compare: [grad-cam, grad-cam++, score-cam, rise]
        controls: []
        training: { epochs: 2, batch-size: 16 }

        """);

    private void Fill()
    {
        using var store = ExperimentStore.Open(Store, TimeProvider.System);
        var sweep = SyntheticSweep.Begin(store, Spec);
        foreach (var stage in sweep.Stages)
        {
            sweep.Execute(stage);
        }

        sweep.Seal();
    }
}
