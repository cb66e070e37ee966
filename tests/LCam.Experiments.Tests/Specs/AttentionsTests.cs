using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Tests.Specs;

/// <summary>Specs that name attention mechanisms which were trained elsewhere.</summary>
public sealed class AttentionsTests
{
    private const string Spec = """
        name: test
        data:
          evaluation: { images: /data/val, list: ../lists/val.txt }
        backbones:
          vgg16: {}
          resnet50: {}
        attentions: "/models/{model}"
        matrix:
          backbone: [vgg16, resnet50]
          variant: [fm, img]
          loss: [lcam, cross-entropy]
        """;

    [Fact]
    public void A_pattern_names_the_file_of_each_model_and_nothing_is_trained()
    {
        var spec = Read(Spec, "/models/VGG16_L_CAM_Fm/only.pth.tar", "/models/ResNet50_L_CAM_ImgA/a.safetensors", "/models/ResNet50_L_CAM_ImgA/readme.txt");
        Assert.Equal(
            ["/models/VGG16_L_CAM_Fm/only.pth.tar", "/models/VGG16_L_CAM_FmA", "/models/VGG16_L_CAM_Img", "/models/VGG16_L_CAM_ImgA", "/models/ResNet50_L_CAM_Fm", "/models/ResNet50_L_CAM_FmA", "/models/ResNet50_L_CAM_Img", "/models/ResNet50_L_CAM_ImgA/a.safetensors"],
            spec.Cells.Select(cell => cell.Given!.File.Resolved));
        Assert.Null(spec.Data.Train);

        // The network is the one inside the models: of the first of them, since all have the same.
        Assert.Equal(["/models/VGG16_L_CAM_Fm/only.pth.tar", "/models/ResNet50_L_CAM_Fm"], spec.Backbones.Select(backbone => backbone.Weights!.Resolved));
        Assert.All(spec.Backbones, backbone => Assert.Null(backbone.Classifier));
        Assert.Contains(spec.Inputs.Values, input => input.Resolved == "/models/VGG16_L_CAM_Img");
    }

    [Fact]
    public void A_folder_with_several_files_is_left_to_the_plan_to_refuse() =>
        Assert.Equal("/models/VGG16_L_CAM_Fm", Read(Spec, "/models/VGG16_L_CAM_Fm/a.pth.tar", "/models/VGG16_L_CAM_Fm/b.pth").Cells[0].Given!.File.Resolved);

    [Fact]
    public void Single_models_are_named_beside_the_pattern_or_alone()
    {
        var one = Read(Spec.Replace("\"/models/{model}\"", "[\"/models/{model}\", { model: VGG16_L_CAM_Img, file: mine.pth }]", StringComparison.Ordinal));
        Assert.Equal("/project/experiments/mine.pth", one.Cells.Single(cell => cell.Given!.IsNamed).Given!.File.Resolved);

        var mixed = SpecFixture.Read(SpecFixture.Good + "\nattentions: [{ model: ResNet50_L_CAM_Fm, file: fm.pth }]", "matrix.seed=1");
        Assert.Equal(["/project/experiments/fm.pth"], mixed.Cells.Select(cell => cell.Given?.File.Resolved).OfType<string>());
        Assert.Equal("/project/experiments/resnet50.pth", mixed.Backbones[1].Weights!.Resolved);
        Assert.False(mixed.Backbones[1].FromAttentions);
    }

    [Fact]
    public void Several_seeds_are_told_apart_by_their_paths()
    {
        var seeds = Read(Spec.Replace("{model}", "{model}/{seed}", StringComparison.Ordinal) + "\n  seed: [1, 2]");
        Assert.Equal(16, seeds.Cells.Count);
        Assert.Equal("/models/VGG16_L_CAM_Fm/2", seeds.Cells[1].Given!.File.Resolved);
    }

    [Theory]
    [InlineData("{model}", "{modl}", "experiments/test.yaml:7:attentions: '{modl}' is no placeholder (did you mean '{model}'?)")]
    [InlineData("\"/models/{model}\"", "[/a, /b]", "experiments/test.yaml:7:attentions: there can be one pattern for all models (name single models by { model: NAME, file: PATH })")]
    [InlineData("\"/models/{model}\"", "[\"/models/{model}\", { model: VGG16_L_CAM_FM, file: a }]", "experiments/test.yaml:7:attentions[1].model: no backbone here has a model 'VGG16_L_CAM_FM' (did you mean 'VGG16_L_CAM_Fm'?)")]
    [InlineData("\"/models/{model}\"", "[\"/models/{model}\", { model: VGG16_7x7_L_CAM_Img, file: a }]", "experiments/test.yaml:7:attentions[1].file: the matrix has no model VGG16_7x7_L_CAM_Img (add it to the matrix, or leave this out)")]
    [InlineData("\"/models/{model}\"\nmatrix:", "[{ model: VGG16_L_CAM_Fm, file: a }]\nmatrix:\n  seed: 1", "'data.train' is missing, and models of vgg16 are to be trained (give its images and list, or name their attention under 'attentions')")]
    [InlineData("\"/models/{model}\"", "[{ model: VGG16_L_CAM_Fm, file: a }]", "experiments/test.yaml:6:backbones.resnet50.weights: 'weights' is missing (give a path or train: weight file, or train: train a classifier from scratch first)")]
    [InlineData("  loss: [lcam, cross-entropy]", "  loss: lcam\n  seed: [1, 2]", "2 cells would measure the same attention, /models/VGG16_L_CAM_Fm: seeds and keys of training say nothing of one that was trained elsewhere (sweep neither, or write {seed} into the path)")]
    public void What_is_wrong_is_told_at_its_line(string from, string to, string expected)
    {
        Assert.Contains(from, Spec, StringComparison.Ordinal);
        var error = Assert.Throws<ProblemException>(() => Read(Spec.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(error.Problems, problem => problem.ToString().EndsWith(expected, StringComparison.Ordinal));
    }

    private static ExperimentSpec Read(string yaml, params string[] files)
    {
        var content = files.ToDictionary(file => file, _ => new MockFileData("no weights"));
        content["/project/" + SpecFixture.File] = new MockFileData(yaml);
        return SpecReader.Read(SpecFixture.File, [], _ => null, new MockFileSystem(content, "/project"));
    }
}
