using System.IO.Abstractions.TestingHelpers;
using LCam.Experiments.Specs;
using LCam.Problems;

namespace LCam.Experiments.Tests.Specs;

/// <summary>Reads specs from memory.</summary>
internal static class SpecFixture
{
    public const string File = "experiments/test.yaml";

    /// <summary>A spec that is right; tests add to it or change it.</summary>
    public const string Good = """
        name: test
        data:
          train:      { images: "${IMAGENET}/train", list: ../lists/train.txt }
          evaluation: { images: /data/val, list: ../lists/val.txt }
        backbones:
          vgg16: { weights: vgg16.pth }
          resnet50: { weights: resnet50.pth }
        matrix:
          backbone: [vgg16, resnet50]
          variant: [fm, img]
          loss: [lcam, cross-entropy]
          seed: [1, 2]
        """;

    public static ExperimentSpec Read(string yaml, params string[] overrides) => Read(yaml, new Dictionary<string, string>(), overrides);

    public static ExperimentSpec Read(string yaml, IReadOnlyDictionary<string, string> environment, params string[] overrides)
    {
        var fileSystem = new MockFileSystem(new Dictionary<string, MockFileData> { ["/project/" + File] = new(yaml) }, "/project");
        return SpecReader.Read(File, overrides, name => environment.GetValueOrDefault(name), fileSystem);
    }

    public static IReadOnlyList<Problem> ProblemsOf(string yaml, params string[] overrides)
    {
        var error = Assert.Throws<ProblemException>(() => Read(yaml, overrides));
        Assert.Equal(ProblemKind.InvalidInput, error.Kind);
        return error.Problems;
    }

    public static string TextOf(IReadOnlyList<Problem> problems) => string.Join("\n", problems) + "\n";
}
