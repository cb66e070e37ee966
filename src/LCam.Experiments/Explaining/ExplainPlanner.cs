using System.IO.Abstractions;
using LCam.Evaluation;
using LCam.Experiments.Outputs;
using LCam.Experiments.Store;
using LCam.Images;
using LCam.Models;
using LCam.Predictions;
using LCam.Problems;
using LCam.Shapes;
using LCam.Visuals;

namespace LCam.Experiments.Explaining;

/// <summary>Checks a request with all that it names, without the numeric library, and reads the images.</summary>
public static class ExplainPlanner
{
    // Whether files of the folder may be replaced is asked apart, for all of them in one line.
    private static readonly OutputKind Picture = new("picture", _ => true);

    /// <param name="request">The request.</param>
    /// <param name="openStore">Opens the store that its runs are in; not asked where it names none.</param>
    /// <param name="fileSystem">Where the store is.</param>
    /// <exception cref="ProblemException">Something is wrong; all of it is named, and nothing was written.</exception>
    public static ExplainPlan Prepare(ExplainRequest request, Func<ExperimentStore> openStore, IFileSystem fileSystem)
    {
        var problems = new ProblemCollector();
        request = problems.Try(() => AdoptedModels.Resolve(request, openStore)) ?? request;
        var runs = problems.Try(() => ReadRuns(request.Runs, openStore, fileSystem)) ?? [];

        var models = problems.Try(() => ReadModels(request.Attentions)) ?? [];

        // Where a run is not to be had the classifier is not known, and no fault of its own.
        var classifier = runs.Length == request.Runs.Count && models.Length == request.Attentions.Count
            ? problems.Try(() => ClassifierChoice.Resolve(request, runs, models))
            : null;
        var architecture = classifier is null ? null : Backbones.Find(classifier.Backbone.Architecture);
        var columns = problems.Try(() => ExplainColumns.Of(request, runs, models, architecture));
        var images = problems.Try(() => ReadImages(request.Images, classifier));
        var names = classifier is null ? null : problems.Try(() => Names(request, classifier.Backbone.Classes, runs) ?? []);
        var colours = problems.Try(() => ColourMaps.Find(request.Colours));
        problems.Add(ProblemKind.InvalidInput, [.. Values(request, classifier), .. classifier is null ? [] : models.Select(model => model.Misfit(classifier.Backbone)).OfType<Problem>()]);
        if (request.Output is { } folder)
        {
            problems.Try(() => OutputFolder.Check(folder));
        }

        problems.ThrowIfAny();

        var plan = new ExplainPlan
        {
            Classifier = classifier!,
            Columns = columns!,
            Images = images!,
            Class = request.Class,
            ClassNames = names!.Count > 0 ? names : null,
            Seed = request.Seed,
            Colours = colours!,
            Opacity = request.Opacity,
            WritesArrays = request.WritesArrays,
            Percentage = request.Percentage,
            Output = request.Output,
            Font = request.Font,
        };
        var guard = Guard(request, plan, runs, models);
        problems.Try(() => { plan = plan with { Figure = FigurePlanner.Of(request, plan.PictureColumns, guard) }; });
        problems.ThrowIfAny();
        problems.Try(() => FigurePlanner.CheckPixels(plan));
        problems.Try(guard.Check);
        if (request.Output is not null)
        {
            problems.Try(() => OutputFolder.CheckFiles(request.Output, ExplainFiles.Of(plan), request.Replace));
        }

        problems.ThrowIfAny();
        return plan;
    }

    private static OutputGuard Guard(ExplainRequest request, ExplainPlan plan, IEnumerable<TrainedRun> runs, IEnumerable<AttentionModel> models)
    {
        var guard = new OutputGuard(request.Replace)
            .Protect("the store", request.Store)
            .Protect("the file of class names", request.Names)
            .Protect("the font", request.Font);
        foreach (var file in plan.Classifier.Files)
        {
            guard.Protect("the weight file", file);
        }

        foreach (var image in plan.Images)
        {
            guard.Protect("an image to explain", image.Path);
        }

        foreach (var run in runs)
        {
            guard.Protect($"the attention mechanism of {run.Id}", run.Attention);
        }

        foreach (var model in models)
        {
            guard.Protect("a trained model", model.File);
        }

        foreach (var file in ExplainFiles.Of(plan))
        {
            guard.Add("--output", Path.Combine(request.Output!, file), Picture);
        }

        return guard;
    }

    private static AttentionModel[] ReadModels(IReadOnlyList<string> texts)
    {
        var problems = new ProblemCollector();
        var models = texts.Select(text => problems.Try(() => AttentionModel.Read(text))).OfType<AttentionModel>().ToArray();
        foreach (var twice in models.GroupBy(model => (Path.GetFullPath(model.File), model.Name)).Where(same => same.Count() > 1))
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem(AttentionModel.Option, $"{twice.First().File} is named twice")]);
        }

        problems.ThrowIfAny();
        return models;
    }

    private static TrainedRun[] ReadRuns(IReadOnlyList<string> ids, Func<ExperimentStore> openStore, IFileSystem fileSystem)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        using var store = openStore();
        var (reader, problems) = (new TrainedRunReader(store, fileSystem), new ProblemCollector());
        var runs = ids.Select(id => problems.Try(() => reader.Read(id))).OfType<TrainedRun>().ToArray();
        problems.ThrowIfAny();
        return runs;
    }

    private static IEnumerable<Problem> Values(ExplainRequest request, PredictionOptions? classifier)
    {
        if (!(request.Opacity >= 0 && request.Opacity <= 1))
        {
            yield return new Problem("--opacity", FormattableString.Invariant($"is {request.Opacity}"), "give 0 to 1");
        }

        if (request is { Output: null, Figure: null })
        {
            yield return new Problem("--output", "is needed to know where to write to", "name a folder, or a figure with --figure");
        }

        if (request is { Output: null, WritesArrays: true })
        {
            yield return new Problem("--maps", "npz archives need a folder", "name one with --output");
        }

        if (classifier is not null && Muting.Check(request.Percentage, classifier.CropSize, classifier.CropSize) is { } wrong)
        {
            yield return wrong with { Where = "--percentage" };
        }

        var last = (classifier?.Backbone.Classes ?? int.MaxValue) - 1;
        if (request.Class is { } chosen && (chosen < 0 || chosen > last))
        {
            yield return new Problem("--class", FormattableString.Invariant($"is {chosen}"), FormattableString.Invariant($"the classifier has the classes 0 to {last}"));
        }
    }

    // Without a classifier the sizes are not known, yet whether it is an image is.
    private static IReadOnlyList<ExplainImage> ReadImages(IReadOnlyList<string> paths, PredictionOptions? classifier)
    {
        var problems = new ProblemCollector();
        var full = paths.Select(Path.GetFullPath).ToArray();
        foreach (var twice in full.Zip(paths).GroupBy(path => path.First).Where(same => same.Count() > 1))
        {
            problems.Add(ProblemKind.InvalidInput, [new Problem(twice.Last().Second, "the image is named twice")]);
        }

        var crops = paths.Select(path => problems.Try(() => classifier is null
            ? ImageDecoder.Decode(path)
            : ImageLoader.ForEvaluation(path, classifier.InputSize, classifier.CropSize))).ToArray();
        problems.ThrowIfAny();
        var names = ImageNames.Of(full);
        return [.. paths.Select((path, index) => new ExplainImage(path, names[index], crops[index]!))];
    }

    private static IReadOnlyList<string>? Names(ExplainRequest request, int classes, IReadOnlyList<TrainedRun> runs)
    {
        if (request.Names is { } file)
        {
            return Directory.Exists(file) ? NamesOfFolders(file, classes) : ClassNameFile.Read(file, classes);
        }

        // The embedded data set's description is in its folder, the images are one below. So are those in class folders.
        var above = request.Images.Take(1).Select(image => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(image))!, "..")).ToList();
        var found = runs.Select(run => run.ClassNames)
            .Concat(above.Select(ShapesDataSet.ClassNamesIn))
            .Concat(above.Select(ClassNamesIn).Where(names => names?.Count == classes))
            .OfType<IReadOnlyList<string>>()
            .FirstOrDefault();
        return found?.Count == classes ? found : null;
    }

    private static IReadOnlyList<string> NamesOfFolders(string folder, int classes) => FolderLabels.ClassNames(folder) is var names && names.Count == classes
        ? names
        : throw new ProblemException(ProblemKind.InvalidInput, new Problem("--names", FormattableString.Invariant($"expected {classes} class folders in {folder}, as many as the classifier has classes, found {names.Count}")));

    // As many class folders as there are classes are taken for them: they are in the order that training tools give them.
    private static IReadOnlyList<string>? ClassNamesIn(string folder)
    {
        try
        {
            return FolderLabels.ClassNames(folder);
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}
