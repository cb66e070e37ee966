using LCam.Experiments.Explaining;
using LCam.Problems;

namespace LCam.Cli.Tests;

/// <summary>What classes are called where no run says it.</summary>
public sealed class ExplainNamesTests : IDisposable
{
    private static readonly string[] Names = ["ant", "bee", "cat", "dog", "eel"];

    private readonly LocalLcam _lcam = new();

    public ExplainNamesTests()
    {
        Samples.Weights(_lcam);
        foreach (var name in Names)
        {
            Samples.Images(_lcam, 1, $"photos/{name}");
        }

        Samples.Images(_lcam, 1, "alone");
    }

    public void Dispose() => _lcam.Dispose();

    [Fact]
    public void Class_folders_around_the_image_name_the_classes_where_they_are_as_many()
    {
        Assert.Equal(Names, Prepare("photos/bee").ClassNames);
        Directory.CreateDirectory(_lcam.PathOf("photos", "fly"));
        Assert.Null(Prepare("photos/bee").ClassNames);
    }

    [Fact]
    public void A_folder_of_class_folders_names_them_for_any_image()
    {
        Assert.Null(Prepare("alone").ClassNames);
        Assert.Equal(Names, Prepare("alone", "photos").ClassNames);
        Directory.CreateDirectory(_lcam.PathOf("photos", "fly"));
        var failure = Assert.Throws<ProblemException>(() => Prepare("alone", "photos"));
        Assert.Contains("--names: expected 5 class folders in ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(", as many as the classifier has classes, found 6", failure.Message, StringComparison.Ordinal);
    }

    private ExplainPlan Prepare(string folder, string? names = null) => ExplainPlanner.Prepare(
        new ExplainRequest
        {
            Images = [Directory.GetFiles(_lcam.PathOf(folder)).Single()],
            Classifier = new ClassifierRequest("resnet50", _lcam.PathOf("weights.safetensors"), Samples.Classes, 0.03125, 40, 32),
            Explainers = ["grad-cam"],
            Names = names is null ? null : _lcam.PathOf(names),
            Output = _lcam.PathOf("out"),
            Store = _lcam.PathOf("store"),
        },
        () => throw new InvalidOperationException("no run is named"),
        new System.IO.Abstractions.FileSystem());
}
